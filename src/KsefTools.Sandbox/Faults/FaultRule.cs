namespace KsefTools.Sandbox.Faults;

/// <summary>Which requests go wrong, and how.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Path">Path below the base address; <c>*</c> stands for anything, for example <c>/auth/*</c>.</param>
/// <param name="Method">HTTP method; null: any.</param>
/// <param name="Share">Share of the matching requests that go wrong, 0 to 1, drawn from the seed.</param>
/// <param name="Count">How many requests go wrong at most; null: no end.</param>
/// <param name="Seed">Of the random numbers behind the share.</param>
/// <param name="AfterWork">
/// The work is done and only its answer is lost, as when a connection breaks after a token was made. Otherwise the
/// fault strikes before anything happens.
/// </param>
/// <param name="RetryAfterSeconds">For <see cref="FaultKind.TooManyRequests"/>.</param>
/// <param name="DelayMilliseconds">For <see cref="FaultKind.Slow"/>, in real time.</param>
/// <param name="Status">For <see cref="FaultKind.Answer"/>.</param>
/// <param name="Body">For <see cref="FaultKind.Answer"/>: text, sent in UTF-8.</param>
/// <param name="Headers">For <see cref="FaultKind.Answer"/>.</param>
public sealed record FaultRule(
    FaultKind Kind,
    string Path = "*",
    string? Method = null,
    double Share = 1,
    int? Count = null,
    int Seed = 0,
    bool AfterWork = false,
    int RetryAfterSeconds = 1,
    int DelayMilliseconds = 1000,
    int Status = 500,
    string Body = "",
    IReadOnlyDictionary<string, string>? Headers = null
)
{
    /// <summary>Why the rule cannot be armed; null when it can.</summary>
    internal string? Problem =>
        this switch
        {
            { Share: < 0 or > 1 or double.NaN } => "share must be from 0 to 1",
            { Count: < 0 } => "count must not be negative",
            { RetryAfterSeconds: < 0 } => "retryAfterSeconds must not be negative",
            { DelayMilliseconds: < 0 } => "delayMilliseconds must not be negative",
            { Status: < 200 or > 599 } => "status must be from 200 to 599",
            _ => null,
        };
}
