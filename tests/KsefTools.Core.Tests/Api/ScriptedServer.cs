using System.Net;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KsefTools.Core.Tests.Api;

/// <summary>
/// A real HTTP server on loopback that answers what the test says, one answer a request, the last one forever.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _requests;

    private ScriptedServer(WebApplication app, List<string> requests)
    {
        (_app, _requests) = (app, requests);
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        Environment = KsefEnvironment.Parse($"{address}/v2");
    }

    /// <summary>What such a server takes from anybody.</summary>
    internal static AccessToken AnyAccess { get; } =
        new(new SecretText("a.b.c"), new ContextIdentifier(ContextType.Nip, "1111111111"), DateTimeOffset.MaxValue);

    internal KsefEnvironment Environment { get; }

    /// <summary>Method and path of each request that came.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    internal static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var queue = new Queue<Func<HttpContext, Task>>(answers);
        var requests = new List<string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            lock (requests)
                requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            Func<HttpContext, Task> answer;
            lock (queue)
                answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
            await answer(context);
        });
        await app.StartAsync();
        return new ScriptedServer(app, requests);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static Func<HttpContext, Task> Answer(
        int status,
        string body = "",
        string contentType = "application/json",
        params (string Name, string Value)[] headers
    ) =>
        async context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            if (body.Length == 0)
                return;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        };

    internal static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    internal static Task Silence(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
}
