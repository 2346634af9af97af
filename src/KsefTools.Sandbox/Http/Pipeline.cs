using System.Net;
using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.RateLimits;

namespace KsefTools.Sandbox.Http;

/// <summary>The way of every request: count, fault, bearer, limit, handler, errors.</summary>
internal static class Pipeline
{
    public static RequestDelegate For(SandboxEnvironment environment, Operation operation) =>
        http => RunAsync(new Call(http, environment, operation));

    private static async Task RunAsync(Call call)
    {
        var environment = call.Environment;
        environment.Counters.NoteRequest(call.Operation.Name);
        var path = call.Http.Request.Path.Value![environment.BasePath.Length..];
        var fault = environment.Faults.Strike(call.Operation.Method, path);
        var reply = fault is null
            ? await AnswerAsync(call)
            : await FaultEffect.ApplyAsync(call, fault, () => AnswerAsync(call));
        if (reply is null)
            return;
        if (reply.Status == (int)HttpStatusCode.TooManyRequests)
            environment.Counters.NoteTooMany(call.Operation.Name);
        EchoWarning(call.Http);
        await reply.WriteAsync(call.Http);
    }

    private static async ValueTask<Reply> AnswerAsync(Call call)
    {
        try
        {
            Admit(call);
            return await call.Operation.Handle(call);
        }
        catch (RefusalException refused)
        {
            return ErrorWriter.Render(call, refused.Refusal);
        }
    }

    private static void Admit(Call call)
    {
        var limiter = call.Environment.RateLimiter;
        if (call.Operation.Group == RateGroup.Anonymous)
            limiter.Take(call, context: null);
        var bearer = call.Operation.Bearer == BearerKind.None ? null : BearerReader.Read(call);
        if (call.Operation.Group != RateGroup.Anonymous)
            limiter.Take(call, bearer?.Context);
        if (bearer is null)
            return;
        AddressPolicy.Check(call, bearer);
        call.Bearer = bearer;
    }

    // The contract lets a caller force the warning header by sending its text (schema SystemWarning).
    private static void EchoWarning(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue("X-Test-System-Warning", out var text))
            http.Response.Headers["X-System-Warning"] = text;
    }
}
