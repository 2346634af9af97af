using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Sandbox.Http;

/// <summary>The way of every request: bearer, handler, errors.</summary>
internal static class Pipeline
{
    public static RequestDelegate For(SandboxEnvironment environment, Operation operation) =>
        async http =>
        {
            var call = new Call(http, environment, operation);
            var reply = await AnswerAsync(call);
            EchoWarning(http);
            await reply.WriteAsync(http);
        };

    private static async ValueTask<Reply> AnswerAsync(Call call)
    {
        try
        {
            if (call.Operation.Bearer != BearerKind.None)
                call.Bearer = BearerReader.Read(call);
            return await call.Operation.Handle(call);
        }
        catch (RefusalException refused)
        {
            return ErrorWriter.Render(call, refused.Refusal);
        }
    }

    // The contract lets a caller force the warning header by sending its text (schema SystemWarning).
    private static void EchoWarning(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue("X-Test-System-Warning", out var text))
            http.Response.Headers["X-System-Warning"] = text;
    }
}
