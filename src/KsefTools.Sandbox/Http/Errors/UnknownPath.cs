namespace KsefTools.Sandbox.Http.Errors;

/// <summary>What no operation answers: 404 in problem details.</summary>
internal static class UnknownPath
{
    public static Task AnswerAsync(HttpContext http)
    {
        var body = new ProblemDetailsBody(
            "Not Found",
            404,
            "Zasób nie istnieje.",
            http.Request.Path,
            http.TraceIdentifier,
            DateTimeOffset.UtcNow
        );
        return Reply.Problem(404, body, SandboxJson.Default.ProblemDetailsBody).WriteAsync(http);
    }
}
