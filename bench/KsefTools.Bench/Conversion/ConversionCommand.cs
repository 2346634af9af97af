using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using KsefTools.Bench.Office;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Conversion;

/// <summary>The command <c>convert</c>: a whole office moves from tokens to its seal's certificate.</summary>
internal static class ConversionCommand
{
    private const int AllowedPerSecond = 60;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "How many clients the office has.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<string> Route = new("--route")
    {
        Description = "granted: the clients have granted the office; by-token: each token grants it.",
        DefaultValueFactory = _ => "granted",
    };

    private static readonly Option<bool> Revoke = new("--revoke") { Description = "Also revokes the tokens." };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the figures." };

    internal static Command Create()
    {
        Route.AcceptOnlyFromAmong("granted", "by-token");
        var command = new Command("convert", "Moves a whole office to its certificate, within the published limits.")
        {
            Clients,
            Route,
            Revoke,
            Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clients = parsed.GetValue(Clients);
        var route = parsed.GetValue(Route) is "by-token" ? ConversionRoute.ByToken : ConversionRoute.AlreadyGranted;
        var revoke = parsed.GetValue(Revoke);
        using var sandbox = await SandboxProcess.StartAsync(cancellationToken);
        using var office = await ConversionOffice.CreateAsync(sandbox, clients, route, cancellationToken);
        await sandbox.SetLimitsAsync(LoginLimitScope.Shared, cancellationToken);
        var figures = await MeasureAsync(office, clients, revoke, cancellationToken) with
        {
            Route = parsed.GetValue(Route)!,
        };
        parsed.InvocationConfiguration.Output.WriteLine(figures.ToString());
        if (parsed.GetValue(Json) is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Web), cancellationToken);
        return 0;
    }

    private static async Task<ConversionFigures> MeasureAsync(
        ConversionOffice office,
        int clients,
        bool revoke,
        CancellationToken cancellationToken
    )
    {
        var api = new KsefApiOptions { LoginLimitScope = LoginLimitScope.Shared };
        using var handler = new CountingHandler(KsefHttp.CreateHandler(api));
        using var sessions = new KsefSessions(SessionCache.InMemory(TimeProvider.System), api, handler: handler);
        var conversion = new TokenConversion(office.Folder, office.Vault, sessions, TimeProvider.System);
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var done = 0;
        await foreach (
            var result in conversion.RunAsync(
                office.Credentials,
                new ConversionOptions { RevokeToken = revoke },
                cancellationToken
            )
        )
            done += result.Outcome is ConversionOutcome.Converted && result.TokenRevoked == revoke ? 1 : 0;
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        if (done != clients)
            throw new InvalidOperationException(
                $"Only {done} of {clients} clients were moved: the figures mean nothing."
            );
        // A client's token signs in and so does the certificate, four requests each; a revoked token is seen not to
        // sign in any more with three. The seal signs in at home once, and the key is fetched once.
        var logins = (clients * (revoke ? 11 : 8)) + 4 + 1;
        return new ConversionFigures
        {
            Clients = clients,
            Revoked = revoke,
            Requests = handler.Requests,
            TooManyRequests = handler.TooManyRequests,
            WallSeconds = seconds,
            BoundSeconds = (double)logins / AllowedPerSecond,
            CpuMsPerClient = (process.TotalProcessorTime - cpu).TotalMilliseconds / clients,
            PeakMiB = process.PeakWorkingSet64 / (1024.0 * 1024.0),
        };
    }
}
