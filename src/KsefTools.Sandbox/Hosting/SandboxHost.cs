using System.Net;
using KsefTools.Sandbox.Auth.Xades.Algorithms;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Control;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Lighthouse;
using KsefTools.Sandbox.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KsefTools.Sandbox.Hosting;

/// <summary>A running sandbox. Listens on loopback only.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxHost(WebApplication app, SandboxEnvironment main, SandboxEnvironment test)
    {
        this.app = app;
        Main = main;
        Test = test;
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        Root = new Uri(address);
    }

    /// <summary>Scheme, host and port, ending in a slash.</summary>
    public Uri Root { get; }

    /// <summary>Of the main environment; ends in <c>/v2</c>.</summary>
    public Uri BaseAddress => new(Root, Main.BasePath);

    /// <summary>Of the second environment; ends in <c>/test/v2</c>.</summary>
    public Uri TestBaseAddress => new(Root, Test.BasePath);

    public SandboxEnvironment Main { get; }

    public SandboxEnvironment Test { get; }

    /// <summary>World of the main environment.</summary>
    public World World => Main.World;

    /// <summary>The status page of the main environment.</summary>
    public Uri StatusPage => new(Root, "latarnia/status");

    /// <summary>One clock for both environments.</summary>
    public SandboxClock Clock => Main.Clock;

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxHost> StartAsync(
        SandboxOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new SandboxOptions();
        AllowedAlgorithms.Register();
        var clock = new SandboxClock(options.Clock);
        var qualified = new QualifiedIssuer();
        var main = new SandboxEnvironment("main", "/v2", clock, options, qualified, number: 0);
        var test = new SandboxEnvironment("test", "/test/v2", clock, options, qualified, number: 1);
        var built = Build(options, main, test);
        try
        {
            await built.StartAsync(cancellationToken);
            return new SandboxHost(built, main, test);
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening; requests that wait for an answer are let go first.</summary>
    public async ValueTask DisposeAsync()
    {
        // Disposing alone would take the services away from requests that are still under way.
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static WebApplication Build(SandboxOptions options, params SandboxEnvironment[] environments)
    {
        // Slim and empty: no logging, no configuration files, no argument of this process can open another address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Loopback, options.Port);
            });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnerLifetime>();
        var built = builder.Build();
        built.UseRouting();
        foreach (var environment in environments)
        {
            foreach (var operation in OperationTable.All)
            {
                built.MapMethods(
                    environment.BasePath + operation.Path,
                    [operation.Method],
                    Pipeline.For(environment, operation)
                );
            }
        }

        LighthousePage.Map(built, environments);
        ControlEndpoints.Map(built, environments);
        built.MapFallback(UnknownPath.AnswerAsync);
        return built;
    }
}
