using System.Text.Json;
using KsefTools.Core.Access.Ending;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Access;

/// <summary>What the office sends a client afterwards: a letter for what is left, and evidence of what ended.</summary>
public sealed class LeavingPapersTests : AccessEndingTest
{
    private string Papers => Path.Combine(Bench.Folder, "papers");

    [Fact]
    public async Task A_letter_names_what_only_the_client_can_end()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var end = await LeaveAsync(client, new AccessEndOptions { LetterFolder = Papers });

        Assert.EndsWith($"{client.Nip}-access.eml", end.LetterPath!, StringComparison.Ordinal);
        var polish = await ReadAsync($"{client.Nip}-access.pl.md");
        Assert.Contains("uprawnienie: przeglądanie faktur, nadane: ", polish, StringComparison.Ordinal);
        Assert.Contains(Bench.OfficeNip, polish, StringComparison.Ordinal);
        Assert.DoesNotContain("wszystkie uprawnienia", polish, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_left_there_is_no_letter()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        Assert.Null((await LeaveAsync(client, new AccessEndOptions { LetterFolder = Papers })).LetterPath);
    }

    [Fact]
    public async Task Evidence_has_numbers_times_and_KSeF_s_answers_and_no_secret()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var grant = Grant(client, Anna, Permission.InvoiceWrite);
        var secret = Bench.World.FindToken(client.Token!)!.Secret.Split('|')[2];

        var end = await LeaveAsync(client, new AccessEndOptions { EvidenceFolder = Papers });

        var text = await File.ReadAllTextAsync(end.EvidencePath!, TestContext.Current.CancellationToken);
        var json = await File.ReadAllTextAsync(
            Path.ChangeExtension(end.EvidencePath!, ".json"),
            TestContext.Current.CancellationToken
        );
        foreach (var paper in (string[])[text, json])
        {
            Assert.Contains(client.Token!, paper, StringComparison.Ordinal);
            Assert.Contains(grant.ToString(), paper, StringComparison.Ordinal);
            Assert.Contains("450", paper, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, paper, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(ConversionBench.Employee, paper, StringComparison.Ordinal);
        }
        var steps = JsonDocument.Parse(json).RootElement.GetProperty("steps").EnumerateArray().ToList();
        Assert.All(steps, step => Assert.Equal("Ended", step.GetProperty("outcome").GetString()));
        Assert.All(steps, step => Assert.True(step.TryGetProperty("at", out _)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(end.EvidencePath!)
                    | File.GetUnixFileMode(Path.ChangeExtension(end.EvidencePath!, ".json"))
            );
    }

    [Fact]
    public async Task A_name_is_text_in_the_evidence()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Office.Profiles.Patch(
            Bench.Office.Profiles.Read(Core.Identifiers.Nip.Parse(client.Nip))!.Profile!,
            editor => editor.SetName("[Klient](http://x.example) | <b>")
        );

        var end = await LeaveAsync(client, new AccessEndOptions { EvidenceFolder = Papers });

        Assert.Contains(
            "\\[Klient\\](http://x.example) \\| \\<b\\>",
            await File.ReadAllTextAsync(end.EvidencePath!, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_costs_no_result()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        await File.WriteAllTextAsync(Papers, "", TestContext.Current.CancellationToken);
        var warnings = new List<string>();

        var end = await LeaveAsync(client, new AccessEndOptions { EvidenceFolder = Papers, Warn = warnings.Add });

        Assert.Equal((AccessEndOutcome.Ended, null), (end.Outcome, end.EvidencePath));
        Assert.Single(warnings);
    }

    private Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(Papers, name), TestContext.Current.CancellationToken);
}
