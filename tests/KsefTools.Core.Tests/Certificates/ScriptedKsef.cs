using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Tests.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>
/// A server on loopback that answers by a script, for calls whose every answer a test must choose. Both directions are
/// held against the contract.
/// </summary>
internal sealed class ScriptedKsef : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> _script = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly WebApplication _server;

    private ScriptedKsef(WebApplication server) => _server = server;

    public KsefEnvironment Environment { get; private set; } = null!;

    public ContractHandler Handler { get; } = new(new SocketsHttpHandler());

    public IReadOnlyCollection<Request> Requests => _requests;

    public static async Task<ScriptedKsef> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var ksef = new ScriptedKsef(server);
        server.Run(ksef.AnswerAsync);
        await server.StartAsync();
        var address = server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        Assert.True(KsefEnvironment.TryParse($"{address}/v2", out var environment, out var error), error);
        ksef.Environment = environment;
        return ksef;
    }

    /// <summary>Adds an answer; the last one for an endpoint is given again and again.</summary>
    public ScriptedKsef On(string endpoint, int status, string json = "")
    {
        _script.GetOrAdd(endpoint, _ => new()).Enqueue(new Answer(status, json));
        return this;
    }

    public ScriptedKsef Refuse(string endpoint, int code) =>
        On(
            endpoint,
            400,
            $$"""
            {"title":"Bad Request","status":400,"instance":"/v2","detail":"Żądanie jest nieprawidłowe.",
             "errors":[{"code":{{code}},"description":"Odmowa.","details":["Powód."]}],
             "timestamp":"2026-11-22T12:00:00Z","traceId":"1"}
            """
        );

    public KsefApi CreateApi() => new(Environment, new KsefApiOptions { MaxRetries = 0 }, Handler);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Handler.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var endpoint = $"{context.Request.Method} {context.Request.Path.Value!["/v2".Length..]}";
        _requests.Enqueue(
            new Request(endpoint, context.Request.QueryString.Value!, context.Request.ContentType, body.ToArray())
        );
        if (!_script.TryGetValue(endpoint, out var answers) || !answers.TryPeek(out var answer))
        {
            context.Response.StatusCode = 404;
            return;
        }
        if (answers.Count > 1)
            answers.TryDequeue(out _);
        context.Response.StatusCode = answer.Status;
        if (answer.Json.Length == 0)
            return;
        context.Response.ContentType = answer.Status >= 400 ? "application/problem+json" : "application/json";
        await context.Response.WriteAsync(answer.Json);
    }

    internal sealed record Request(string Endpoint, string Query, string? ContentType, byte[] Body);

    private sealed record Answer(int Status, string Json);
}
