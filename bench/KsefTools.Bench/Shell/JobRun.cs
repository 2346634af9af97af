using KsefTools.Demo;
using KsefTools.Demo.Shell;
using KsefTools.Practice;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Shell;

namespace KsefTools.Bench.Shell;

/// <summary>
/// One measurement of one command over all clients of an imported office, in a PowerShell that knows no session yet.
/// </summary>
internal static class JobRun
{
    internal static async Task<JobFigures> MeasureAsync(
        ShellJob job,
        int clients,
        bool withLimits,
        ShellVault? chosen,
        CancellationToken cancellationToken
    )
    {
        var secrets = await SecretModules.FindAsync(cancellationToken);
        var vault = chosen ?? (secrets.Source is SecretSource.StandIn ? ShellVault.StandIn : ShellVault.SecretStore);
        await using var office = await PracticeOffice.CreateAsync(
            new DemoOptions { Clients = clients },
            cancellationToken
        );
        await office.WithoutLimitsAsync(() => DayAsync("-Step", "Import"));
        LetSealIn(office);
        var counters = office.Host.Main.Counters;
        counters.Reset();
        OfficeDay day = null!;
        async Task WorkAsync() =>
            day = await DayAsync("-Continue", "-Step", $"{job}", "-Holder", office.Seeded.Truth.Leaver.Holder);
        await (withLimits ? WorkAsync() : office.WithoutLimitsAsync(WorkAsync));

        var logins = ShellRun.Logins(office.Host.Main);
        return new JobFigures
        {
            Job = $"{job}",
            Limits = withLimits ? "published limits" : "no limits",
            Clients = clients,
            Modules = secrets.Description,
            Vault = $"{vault}",
            Requests = counters.Requests,
            Logins = logins,
            Time = new BoundTime(day.Figures.Seconds[$"{job}"], logins / ShellRun.LoginsPerSecond),
            TooManyRequests = counters.TooManyRequests,
            Results = Results(job, day),
            Errors = day.Figures.Errors[$"{job}"],
            PeakMiB = day.Figures.PeakMiB,
        };

        Task<OfficeDay> DayAsync(params string[] arguments) =>
            OfficeDay.RunAsync(office, secrets, vault, arguments, cancellationToken);
    }

    // A token's successor is made by a certificate that may do the same: every client lets the office's seal in.
    private static void LetSealIn(PracticeOffice office)
    {
        foreach (var client in office.Seeded.Clients)
        foreach (var permission in (Permission[])[Permission.InvoiceRead, Permission.InvoiceWrite])
            office.Host.World.AddGrant(
                GrantRecord.ToEntity(
                    Guid.NewGuid(),
                    ContextIdentifier.Nip(client.Nip),
                    office.Seeded.Nip,
                    permission,
                    canDelegate: false,
                    office.Host.Clock.GetUtcNow()
                )
            );
    }

    private static string Results(ShellJob job, OfficeDay day) =>
        Counted(
            job switch
            {
                ShellJob.Rotation => day.Rotation.Select(change => $"{change.Outcome}"),
                ShellJob.Access => day.Access.Select(row => $"{row.Kind}"),
                _ => day.Holder.Select(outcome => $"{outcome}"),
            }
        );

    private static string Counted(IEnumerable<string> outcomes) =>
        string.Join(
            ", ",
            outcomes
                .CountBy(outcome => outcome, StringComparer.Ordinal)
                .OrderByDescending(pair => pair.Value)
                .Select(pair => $"{pair.Key} {pair.Value}")
        );
}
