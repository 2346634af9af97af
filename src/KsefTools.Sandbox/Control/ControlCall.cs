using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control;

/// <summary>One control request and the environment it is about.</summary>
internal sealed class ControlCall(
    HttpContext http,
    SandboxEnvironment environment,
    IReadOnlyList<SandboxEnvironment> all
)
{
    public HttpContext Http { get; } = http;

    public SandboxEnvironment Environment { get; } = environment;

    public IReadOnlyList<SandboxEnvironment> All { get; } = all;

    /// <summary>The JSON body.</summary>
    /// <exception cref="ControlException">
    /// No JSON, or a field that does not exist, or a value of another type.
    /// </exception>
    public async ValueTask<T> ReadAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(Http.Request.Body, type, Http.RequestAborted)
                ?? throw new ControlException("A JSON object is needed.");
        }
        catch (JsonException error)
        {
            throw new ControlException(error.Message);
        }
    }

    public static Reply Done() => Reply.Empty(StatusCodes.Status204NoContent);
}
