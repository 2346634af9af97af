using System.Text;
using System.Text.Json.Nodes;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Faults;

/// <summary>Makes the answer that a fault rule wants.</summary>
internal static class FaultEffect
{
    /// <summary>On every answer that a rule made: it is out of contract on purpose.</summary>
    public const string HeaderName = "X-Sandbox-Fault";

    private static readonly byte[] BlockedPage = Encoding.UTF8.GetBytes(
        "<!DOCTYPE html><html><head><title>Request blocked</title></head>"
            + "<body><h1>Request blocked</h1><p>Incident ID: 0-0-0</p></body></html>"
    );

    /// <summary>Carries the rule out.</summary>
    /// <returns>Null when there is nothing to write any more.</returns>
    public static async ValueTask<Reply?> ApplyAsync(Call call, FaultRule rule, Func<ValueTask<Reply>> answer)
    {
        var reply = rule.Kind switch
        {
            FaultKind.Slow => await SlowAsync(call, rule, answer),
            FaultKind.TruncatedJson => Truncate(await answer()),
            FaultKind.ExtraFields => AddFields(await answer()),
            _ => await ReplaceAsync(call, rule, answer),
        };
        return reply is null ? null : reply with { Fault = rule.Kind };
    }

    private static async ValueTask<Reply?> ReplaceAsync(Call call, FaultRule rule, Func<ValueTask<Reply>> answer)
    {
        if (rule.AfterWork)
            await answer();
        switch (rule.Kind)
        {
            case FaultKind.Reset:
                call.Http.Abort();
                return null;
            case FaultKind.NoAnswer:
                await WaitForeverAsync(call);
                return null;
            case FaultKind.TooManyRequests:
                return ErrorWriter.Render(
                    call,
                    new Refusal.TooMany(
                        $"Przekroczono limit żądań. Spróbuj ponownie po {rule.RetryAfterSeconds} sekundach.",
                        rule.RetryAfterSeconds
                    )
                );
            case FaultKind.BlockedPage:
                return new Reply(403, "text/html; charset=utf-8", BlockedPage);
            case FaultKind.EmptyForbidden:
                return Reply.Empty(403);
            case FaultKind.Answer:
                return new Reply(rule.Status, Reply.JsonType, Encoding.UTF8.GetBytes(rule.Body))
                {
                    Headers = rule.Headers,
                };
            case FaultKind.Unavailable:
                return Reply.Empty(503);
            default:
                return Reply.Empty(500);
        }
    }

    private static async ValueTask<Reply?> SlowAsync(Call call, FaultRule rule, Func<ValueTask<Reply>> answer)
    {
        var reply = await answer();
        try
        {
            using var ended = Ended(call);
            await Task.Delay(rule.DelayMilliseconds, ended.Token);
            return reply;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task WaitForeverAsync(Call call)
    {
        using var ended = Ended(call);
        await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.Http.Abort();
    }

    // The caller has gone, or the sandbox stops: nobody waits for this answer any more.
    private static CancellationTokenSource Ended(Call call) =>
        CancellationTokenSource.CreateLinkedTokenSource(
            call.Http.RequestAborted,
            call.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
        );

    private static Reply Truncate(Reply reply) => reply with { Body = reply.Body[..(reply.Body.Length / 2)] };

    private static Reply AddFields(Reply reply)
    {
        if (reply.Body.IsEmpty)
            return reply;
        var root = JsonNode.Parse(reply.Body.Span)!;
        AddFields(root);
        return reply with { Body = Encoding.UTF8.GetBytes(root.ToJsonString()) };
    }

    private static void AddFields(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach (var (_, child) in parent.ToList())
                    AddFields(child);
                parent["sandboxExtra"] = new JsonObject { ["list"] = new JsonArray(1, "dwa", null) };
                break;
            case JsonArray items:
                foreach (var item in items)
                    AddFields(item);
                break;
        }
    }
}
