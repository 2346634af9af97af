using System.Globalization;
using KsefTools.Demo;
using KsefTools.Demo.Shell;
using KsefTools.Demo.Truth;
using KsefTools.Practice;
using KsefTools.Sandbox.Hosting;
using KsefTools.Testing.Shell;

namespace KsefTools.Bench.Shell;

/// <summary>
/// One measurement of a whole office in PowerShell; the sandbox is in this process, PowerShell in others.
/// </summary>
internal static class ShellRun
{
    internal const double LoginsPerSecond = 60;
    private const int Repeat = 5;

    internal static async Task<ShellFigures> MeasureAsync(
        int clients,
        ShellVault? chosen,
        CancellationToken cancellationToken
    )
    {
        var secrets = await SecretModules.FindAsync(cancellationToken);
        var vault = chosen ?? (secrets.Source is SecretSource.StandIn ? ShellVault.StandIn : ShellVault.SecretStore);
        var options = new DemoOptions { Clients = clients };
        await using var office = await PracticeOffice.CreateAsync(options, cancellationToken);
        var imported = office.Seeded.Truth.Rows.Count(row => row.Outcome is "Imported");

        var first = await DayAsync(
            "-FloorSecrets",
            imported.ToString(CultureInfo.InvariantCulture),
            "-Step",
            "Floor,FloorRead,Import,Audit"
        );
        var cold = Bound(first.Figures.Seconds["Audit"]);
        Check(TruthCheck.OfImport(office.Seeded.Truth, first.Import));
        Check(TruthCheck.OfAudit(office.Seeded.Truth, first.Audit));

        await KeepOnlyRefreshTokensAsync();
        office.Host.Main.Counters.Reset();
        var second = await DayAsync("-Continue", "-Step", "AuditAgain");
        var refreshed = Bound(second.Figures.Seconds["AuditAgain"]);

        var third = await DayAsync("-Continue", "-Step", "AuditAgain");
        var begins = new List<OfficeDay>();
        for (var round = 0; round < Repeat; round++)
            begins.Add(await DayAsync("-Continue", "-Step", "FirstCommand,CompletionFirst,Completion"));

        return new ShellFigures
        {
            Clients = clients,
            Modules = secrets.Description,
            Vault = vault.ToString(),
            Import = new(
                first.Figures.Seconds["Import"],
                first.Figures.Seconds["Floor"] + first.Figures.Seconds["FloorRead"]
            ),
            VaultWrites = first.Figures.Seconds["Floor"],
            Cold = cold,
            Refreshed = refreshed,
            Live = third.Figures.Seconds["AuditAgain"],
            ImportModule = Median("Module"),
            FirstCommand = Median("FirstCommand"),
            FirstCompletionMs = Median("CompletionFirst") * 1000,
            CompletionMs = Median("Completion") * 1000 / 10,
            PeakMiB = first.Figures.PeakMiB,
            TooManyRequests = office.Host.Main.Counters.TooManyRequests,
        };

        Task<OfficeDay> DayAsync(params string[] arguments) =>
            OfficeDay.RunAsync(office, secrets, vault, arguments, cancellationToken);

        // The sign-ins that were sent, at KSeF's rate.
        BoundTime Bound(double seconds) => new(seconds, Logins(office.Host.Main) / LoginsPerSecond);

        double Median(string step) =>
            begins.Select(day => day.Figures.Seconds[step]).Order().ElementAt(begins.Count / 2);

        // A minute is the margin within which the client takes an access token for dead.
        async Task KeepOnlyRefreshTokensAsync()
        {
            var settings = office.Host.Main.Settings;
            settings.AccessTokenLifetime = TimeSpan.FromSeconds(59);
            await office.WithoutLimitsAsync(() => DayAsync("-Continue", "-Step", "Fresh"));
            settings.AccessTokenLifetime = TimeSpan.FromMinutes(15);
        }
    }

    internal static long Logins(SandboxEnvironment environment) =>
        environment.Counters.ByOperation.Where(pair => IsLogin(pair.Key)).Sum(pair => pair.Value.Requests);

    private static bool IsLogin(string operation) =>
        operation.Contains(" /security/", StringComparison.Ordinal)
        || (
            operation.Contains(" /auth/", StringComparison.Ordinal)
            && !operation.Contains("/auth/sessions", StringComparison.Ordinal)
        );

    private static void Check(IReadOnlyList<string> differences)
    {
        if (differences.Count > 0)
            throw new InvalidOperationException($"The figures mean nothing: {string.Join('\n', differences.Take(5))}");
    }
}
