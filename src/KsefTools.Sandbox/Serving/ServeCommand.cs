using System.CommandLine;
using System.Runtime.InteropServices;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;

namespace KsefTools.Sandbox.Serving;

/// <summary><c>serve</c>: runs the sandbox until it is stopped, empty or with a seeded world.</summary>
public static class ServeCommand
{
    private const int UsualPort = 5080;
    private const string Shared = "shared";
    private const string PerEndpoint = "per-endpoint";
    private const string Off = "off";

    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes a free one.",
            DefaultValueFactory = _ => UsualPort,
        };
        var world = new Option<FileInfo>("--world") { Description = "A world.json that 'seed' wrote." };
        var polls = new Option<int>("--polls")
        {
            Description = "How many polls still see a sign-in in progress.",
            DefaultValueFactory = _ => 0,
        };
        var limits = new Option<string>("--limits")
        {
            Description = "How the 60 calls a second without a context are counted; off switches all limits off.",
            DefaultValueFactory = _ => Shared,
        };
        limits.AcceptOnlyFromAmong(Shared, PerEndpoint, Off);
        var command = new Command("serve", "Serves a KSeF API on loopback until Ctrl-C.")
        {
            port,
            world,
            polls,
            limits,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new SandboxOptions
                    {
                        Port = parsed.GetValue(port),
                        PollsInProgress = parsed.GetValue(polls),
                        Limits = ScopeOf(parsed.GetValue(limits)),
                    },
                    parsed.GetValue(world)?.FullName,
                    parsed.InvocationConfiguration,
                    cancellationToken
                )
        );
        return command;
    }

    // An orderly end for Ctrl-C and for the stop of a service: without it the signal ends the process where it stands.
    private static async Task WaitForSignalAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static LimitScope ScopeOf(string? name) =>
        name switch
        {
            Off => LimitScope.Off,
            PerEndpoint => LimitScope.PerEndpoint,
            _ => LimitScope.Shared,
        };

    private static async Task<int> RunAsync(
        SandboxOptions options,
        string? world,
        InvocationConfiguration console,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var file = world is null ? null : WorldFile.Read(world);
            await using var host = await SandboxHost.StartAsync(options, cancellationToken);
            file?.ApplyTo(host);
            await console.Output.WriteLineAsync(
                $"Listening on {host.BaseAddress} and {host.TestBaseAddress}, control on {host.Root}_sandbox/. "
                    + "Ctrl-C stops it."
            );
            await WaitForSignalAsync(cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // A taken port, or a world file that is missing or no world file: said in a line, not in a stack trace.
            await console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
