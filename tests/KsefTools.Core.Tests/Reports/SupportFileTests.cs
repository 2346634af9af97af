using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using KsefTools.Core.Lint;
using KsefTools.Core.Reports.Support;
using KsefTools.Core.Tests.Runs;

namespace KsefTools.Core.Tests.Reports;

/// <summary>What goes into a report of a bug, and what does not.</summary>
public sealed class SupportFileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_s_NIP_name_or_number_is_in_it()
    {
        await using var bench = await RunBench.CreateAsync();
        await PlantAsync(bench);
        await bench.RunAsync();

        var all = string.Join('\n', (await WriteAsync(bench)).Values);

        var profiles = bench.Office.Profiles.ReadAll().Select(file => file.Profile!).ToList();
        Assert.All(
            profiles
                .SelectMany(profile =>
                    profile
                        .Access.Select(entry => entry.Reference)
                        .Append(profile.Nip.Value)
                        .Append(profile.Name)
                        .Append(profile.Contact)
                )
                .OfType<string>()
                .Append(bench.Office.Settings.Nip.Value)
                .Append(bench.Office.Settings.Name)
                .Append(bench.Office.Path)
                .Where(text => text.Length > 0),
            text => Assert.DoesNotContain(text, all, StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain(all, letter => letter is '\u001b');
    }

    [Fact]
    public async Task No_comment_and_no_secret_is_in_it()
    {
        await using var bench = await RunBench.CreateAsync();
        var settings = bench.Office.SettingsPath;
        var token =
            $"20260101-EC-0123456789-0123456789-AB|nip-5260001246|{string.Concat(Enumerable.Repeat("cafe", 16))}";
        await File.AppendAllTextAsync(settings, $"\n# the old one was {token}\nnote: '{token}'\n", Cancellation);
        var (_, summary) = await bench.RunAsync();
        await File.AppendAllTextAsync(
            Path.Combine(summary.Path!, "log.jsonl"),
            $"{{\"event\":\"warning\",\"text\":\"{token}\"}}\nno JSON: {token}\n",
            Cancellation
        );

        var all = string.Join('\n', (await WriteAsync(bench)).Values);

        Assert.DoesNotContain("cafecafe", all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_client_keeps_one_mask_in_all_files()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();
        var nip = bench.Truth.Clients.First(client => client.Status is "Critical" && client.HasProfile).Nip;
        var record = bench.Store.Read(bench.Store.List()[0].RunId);
        var place = record.Results.ToList().FindIndex(result => result.Nip == nip);

        var files = await WriteAsync(bench);

        var results = JsonNode.Parse(files["results.json"])!["results"]!.AsArray();
        var mask = (string)results[place]!["nip"]!;
        Assert.StartsWith("client-", mask, StringComparison.Ordinal);
        Assert.Equal(mask, (string?)results[place]!["name"]);
        Assert.Contains($"\"nip\":\"{mask}\"", files["log.jsonl"], StringComparison.Ordinal);
        Assert.Equal(
            record.Results.Count(result => result.Nip == nip),
            results.Count(result => (string?)result!["nip"] == mask)
        );
    }

    [Fact]
    public async Task What_a_bug_is_about_stays_codes_statuses_and_times()
    {
        await using var bench = await RunBench.CreateAsync();
        var (results, _) = await bench.RunAsync();

        var files = await WriteAsync(bench);

        var kept = JsonNode.Parse(files["results.json"])!["results"]!.AsArray();
        Assert.Equal(
            results.Select(result => $"{result.Area} {result.Status} {result.Findings}"),
            kept.Select(result =>
                $"{result!["area"]} {result["status"]} "
                + string.Join(", ", result["findings"]!.AsArray().Select(finding => (string?)finding!["code"]))
            )
        );
        Assert.Equal("7.6.9", (string?)JsonNode.Parse(files["versions.json"])!["PowerShell"]);
        Assert.NotNull(JsonNode.Parse(files["settings.json"])!["policy"]!["tokensEndOn"]);
    }

    [Fact]
    public async Task An_office_that_was_never_audited_has_one_too()
    {
        await using var bench = await RunBench.CreateAsync();

        var files = await WriteAsync(bench);

        Assert.Equal(["lint.json", "settings.json", "versions.json"], files.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task PlantAsync(RunBench bench)
    {
        var file = bench.Office.Profiles.ReadAll().First(read => read.Profile!.Contact is null).Path;
        await File.AppendAllTextAsync(file, "contact: jan.kowalski@firma.example, 601 602 603\n", Cancellation);
    }

    private static async Task<Dictionary<string, string>> WriteAsync(RunBench bench)
    {
        var path = Path.Combine(bench.Office.Path, "..", $"support-{Guid.NewGuid():N}.zip");
        var issues = await new OfficeLint(bench.Office, bench.Demo.Vault).RunAsync(Cancellation);
        new SupportFile(
            bench.Office,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["PowerShell"] = "7.6.9" },
            issues
        ).Write(path, runId: null, overwrite: false);
        using var zip = ZipFile.OpenRead(path);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files[entry.FullName] = await reader.ReadToEndAsync(Cancellation);
        }
        return files;
    }
}
