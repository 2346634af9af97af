namespace KsefTools.Sandbox.Http.Errors;

/// <summary>
/// Refusals as bytes. 400 and 429 come as <c>exception</c>/<c>status</c> unless the caller asks for problem details;
/// 401, 403 and 410 are always problem details.
/// </summary>
internal static class ErrorWriter
{
    public static Reply Render(Call call, Refusal refusal) =>
        refusal switch
        {
            Refusal.Business business when call.WantsProblemDetails => Problem(
                call,
                400,
                "Bad Request",
                "Żądanie jest nieprawidłowe.",
                p => p with { Errors = [new ApiError(business.Code, business.Description, business.Details)] }
            ),
            Refusal.Business business => Legacy(call, business),
            Refusal.Unauthorized unauthorized => Problem(call, 401, "Unauthorized", unauthorized.Detail),
            Refusal.Forbidden forbidden => Problem(
                call,
                403,
                "Forbidden",
                forbidden.Detail,
                p =>
                    p with
                    {
                        ReasonCode = forbidden.ReasonCode,
                        Security = forbidden.Security,
                        Timestamp = call.Environment.Settings.ForbiddenWithoutTimestamp ? null : p.Timestamp,
                    }
            ),
            Refusal.Gone gone => Problem(call, 410, "Gone", gone.Detail),
            Refusal.TooMany tooMany => TooMany(call, tooMany),
            _ => throw new InvalidOperationException($"No format for {refusal.GetType().Name}."),
        };

    private static Reply Legacy(Call call, Refusal.Business business)
    {
        var body = new ExceptionResponse(
            new ExceptionInfo(
                [new ExceptionDetails(business.Code, business.Description, business.Details)],
                call.World.Numbers.NextGuid().ToString(),
                $"00-{TraceId(call)}-{TraceId(call)[..16]}-00",
                "srvSANDBOX",
                "Undefined",
                call.Now
            )
        );
        return Reply.Json(400, body, SandboxJson.Default.ExceptionResponse);
    }

    private static Reply TooMany(Call call, Refusal.TooMany refusal)
    {
        var reply = call.WantsProblemDetails
            ? Problem(call, 429, "Too Many Requests", refusal.Detail)
            : Reply.Json(
                429,
                new TooManyRequestsResponse(new StatusBody(429, "Too Many Requests", [refusal.Detail])),
                SandboxJson.Default.TooManyRequestsResponse
            );
        return reply with { RetryAfter = refusal.RetryAfter };
    }

    private static Reply Problem(
        Call call,
        int status,
        string title,
        string detail,
        Func<ProblemDetailsBody, ProblemDetailsBody>? more = null
    )
    {
        var instance = call.Http.Request.PathBase + call.Http.Request.Path;
        var body = new ProblemDetailsBody(title, status, detail, instance, TraceId(call), call.Now);
        return Reply.Problem(status, more is null ? body : more(body), SandboxJson.Default.ProblemDetailsBody);
    }

    private static string TraceId(Call call) => call.World.Numbers.NextGuid().ToString("N");
}
