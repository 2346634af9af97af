using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Http;

/// <summary>One request on its way through the sandbox.</summary>
internal sealed class Call(HttpContext http, SandboxEnvironment environment, Operation operation)
{
    private Bearer? bearer;

    public HttpContext Http { get; } = http;

    public SandboxEnvironment Environment { get; } = environment;

    public Operation Operation { get; } = operation;

    public World World => Environment.World;

    public DateTimeOffset Now => Environment.Clock.GetUtcNow();

    /// <summary>The verified bearer; only operations that take one may ask.</summary>
    public Bearer Bearer
    {
        get => bearer ?? throw new InvalidOperationException($"{Operation.Name} takes no bearer.");
        set => bearer = value;
    }

    public string ClientIp => Http.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "127.0.0.1";

    public bool WantsProblemDetails =>
        string.Equals(Http.Request.Headers["X-Error-Format"], "problem-details", StringComparison.OrdinalIgnoreCase);

    public string RouteValue(string name) => (string?)Http.Request.RouteValues[name] ?? string.Empty;

    /// <summary>The JSON body of the request; null where there is none.</summary>
    /// <exception cref="RefusalException">21405: no JSON, or JSON of another shape.</exception>
    public async ValueTask<T?> ReadOptionalBodyAsync<T>(JsonTypeInfo<T> type)
        where T : class =>
        Http.Request.ContentLength is null or 0 && !Http.Request.HasJsonContentType()
            ? null
            : await ReadBodyAsync(type);

    /// <summary>The JSON body of the request.</summary>
    /// <exception cref="RefusalException">21405: no JSON, or JSON of another shape.</exception>
    public async ValueTask<T> ReadBodyAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (!Http.Request.HasJsonContentType())
            throw Refusals.Validation("Oczekiwano treści w formacie application/json.");
        try
        {
            return await JsonSerializer.DeserializeAsync(Http.Request.Body, type, Http.RequestAborted)
                ?? throw Refusals.Validation("Treść żądania jest wymagana.");
        }
        catch (JsonException error)
        {
            throw Refusals.Validation($"Nieprawidłowa treść JSON: {error.Path ?? "$"}.");
        }
    }
}
