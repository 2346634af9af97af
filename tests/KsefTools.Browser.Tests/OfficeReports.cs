using System.Globalization;
using System.Text.RegularExpressions;
using KsefTools.Core.Reports;
using KsefTools.Core.Runs;
using KsefTools.Core.Tests.Runs;
using KsefTools.Practice;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.State;

namespace KsefTools.Browser.Tests;

/// <summary>
/// The reports of one seeded office in both languages, as files: two runs, with a token revoked between them, and a
/// client whose name is markup.
/// </summary>
public sealed class OfficeReports : IAsyncLifetime
{
    public const string HostileName = "</script><img src=x onerror=alert(1)>";

    /// <summary>The holder of a token that is not the office's, at the client whose name is markup.</summary>
    public const string StrangerShown = "*******2349";

    private readonly TemporaryFolder _folder = new("ksef-report-");

    public string Revoked { get; private set; } = "";

    public int Clients { get; private set; }

    public int Critical { get; private set; }

    public string PathIn(string language) => Path.Combine(_folder.Path, $"{language}.html");

    public async ValueTask InitializeAsync()
    {
        await using var bench = await RunBench.CreateAsync();
        var healthy = bench.Truth.Clients.Where(client => client.Case is ClientCase.Healthy).ToList();
        var file = bench.Office.Profiles.ReadAll().First(read => read.Nip == healthy[0].Nip).Path;
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(
            file,
            Regex.Replace(
                text,
                "(?m)^name: .*$",
                $"name: \"{HostileName}\"",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );
        bench.Demo.Host.World.UpdateToken(
            healthy[0].Reference!,
            token =>
                token with
                {
                    RequestedPermissions = [.. token.RequestedPermissions, Permission.CredentialsRead],
                    EffectivePermissions = [.. token.EffectivePermissions ?? [], Permission.CredentialsRead],
                }
        );
        bench.Demo.Host.World.CreateToken(
            ContextIdentifier.Nip(healthy[0].Nip),
            SubjectIdentifier.Pesel("90010112349"),
            [Permission.InvoiceWrite]
        );
        foreach (var language in (string[])["pl", "en"])
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            await bench.RunAsync();
            bench.Demo.Host.Clock.Advance(TimeSpan.FromDays(1));
            Revoked = healthy[1].Name;
            bench.Demo.Host.World.UpdateToken(
                healthy[1].Reference!,
                token => token with { Status = language is "pl" ? TokenStatus.Revoked : token.Status }
            );
            bench.ForgetSessions();
            var (_, summary) = await bench.RunAsync(new RunOptions { Access = true });
            (Clients, Critical) = (summary.Clients, summary.Critical);
            await File.WriteAllTextAsync(
                PathIn(language),
                HtmlReport.Make(ReportSource.Read(bench.Office, null, bench.Demo.Host.Clock))
            );
        }
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
