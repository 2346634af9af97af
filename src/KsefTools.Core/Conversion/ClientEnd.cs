namespace KsefTools.Core.Conversion;

/// <summary>What became of a client; of a plan, what is told where it is all that is done.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Reason">Why, in one sentence; null where the outcome says it all.</param>
internal sealed record ClientEnd(ConversionOutcome Outcome, string? Reason = null)
{
    /// <summary>The command to type next; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>Another way than the planned one; null for that.</summary>
    public ConversionRoute? Route { get; init; }

    /// <summary>The identity that serves the client where it is another one than this run's.</summary>
    public string? ServedBy { get; init; }

    /// <summary>
    /// What the certificate was seen to be able to do in this run; null where that was not proven now.
    /// </summary>
    public IReadOnlyList<string>? Rights { get; init; }

    /// <summary>Whether this run, or the one that it completes, has proven the certificate.</summary>
    public bool IsProven { get; init; }

    /// <summary>The day on which this run retired the tokens; null where it did not.</summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>The grant's number in KSeF.</summary>
    public string? Operation { get; init; }

    public bool TokenRevoked { get; init; }

    public bool WasResumed { get; init; }

    /// <summary>Whether a certificate serves the client, whoever moved it.</summary>
    public bool IsServed => Outcome is ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted;

    /// <summary>Something broke on the way from here. A client that was moved stays moved.</summary>
    public ClientEnd Broken(ClientEnd why, string remedy) =>
        this with
        {
            Outcome = this is { IsProven: true, Outcome: ConversionOutcome.Converted } ? Outcome : why.Outcome,
            Reason = why.Reason,
            Remedy = remedy,
        };
}
