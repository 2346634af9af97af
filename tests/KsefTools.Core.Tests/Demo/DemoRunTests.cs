using System.Globalization;
using System.Text.Json;
using KsefTools.Demo;
using KsefTools.Practice;
using KsefTools.Sandbox.Seeding;
using Spectre.Console;

namespace KsefTools.Core.Tests.Demo;

public sealed class DemoRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("ksef-");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en-GB", 160)]
    [InlineData("pl-PL", 80)]
    [InlineData("pl-PL", 40)]
    public async Task Everything_that_a_person_reads_names_clients_and_remedies_and_no_secret(string culture, int width)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        using var text = new StringWriter();

        var differences = await RunAsync(text, width, new DemoOptions { WithLimits = false });

        var read = text.ToString();
        var office = OfficeSeed.Create(new SeedOptions());
        Assert.Empty(differences);
        Assert.Contains(office.Name, read, StringComparison.Ordinal);
        Assert.Contains("Set-KsefCredential", read, StringComparison.Ordinal);
        Assert.Contains("CertificateRevoked", read, StringComparison.Ordinal);
        // In January everybody without access is named, with the reason.
        Assert.Contains("ContextBlocked:", read.Split("2027").Last(), StringComparison.Ordinal);
        Assert.All(
            office.Truth.Clients.Where(client => client.Conversion is { Outcome: not "Converted" }),
            client => Assert.Contains(client.Nip, read.Split("2027").Last(), StringComparison.Ordinal)
        );
        Assert.All(
            office.Main.Tokens.Concat(office.Test.Tokens),
            token => Assert.DoesNotContain(token.Text.Split('|')[^1], read, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("PRIVATE KEY", read, StringComparison.Ordinal);
        Assert.All(read.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, width));
    }

    [Fact]
    public async Task The_file_has_every_result_with_the_promised_fields_and_no_secret()
    {
        var file = Path.Combine(_folder.Path, "results.json");

        await RunAsync(TextWriter.Null, 100, new DemoOptions { WithLimits = false, JsonFile = file });

        var json = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var office = OfficeSeed.Create(new SeedOptions());
        using var document = JsonDocument.Parse(json);
        Assert.Equal(office.Truth.Clients.Count(client => client.HasProfile), document.RootElement.GetArrayLength());
        Assert.All(
            document.RootElement.EnumerateArray(),
            result =>
                Assert.Equal(
                    [
                        "nip",
                        "name",
                        "environment",
                        "kind",
                        "status",
                        "findings",
                        "permissions",
                        "reference",
                        "createdOn",
                        "lastUsedOn",
                        "endsOn",
                        "conversion",
                    ],
                    result.EnumerateObject().Select(property => property.Name)
                )
        );
        Assert.All(
            document.RootElement.EnumerateArray().Select(result => result.GetProperty("conversion")),
            conversion =>
                Assert.Equal(
                    ["route", "outcome", "required", "surplus", "lost", "reason"],
                    conversion.EnumerateObject().Select(property => property.Name)
                )
        );
        Assert.All(
            office.Main.Tokens,
            token => Assert.DoesNotContain(token.Text.Split('|')[^1], json, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_kept_office_has_its_files_and_a_temporary_one_leaves_nothing()
    {
        var kept = Path.Combine(_folder.Path, "office");

        await RunAsync(TextWriter.Null, 100, new DemoOptions { WithLimits = false, OfficeFolder = kept });

        Assert.True(File.Exists(Path.Combine(kept, "office.yaml")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(kept, "clients"), "*.yaml"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(kept, ".state", "observations")));

        string temporary;
        await using (
            var office = await DemoOffice.CreateAsync(new DemoOptions(), TestContext.Current.CancellationToken)
        )
            temporary = office.Folder.Path;
        Assert.False(Directory.Exists(Path.GetDirectoryName(temporary)));
    }

    private static Task<IReadOnlyList<string>> RunAsync(TextWriter text, int width, DemoOptions options)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width;
        return new DemoRun(console).RunAsync(options, TestContext.Current.CancellationToken);
    }
}
