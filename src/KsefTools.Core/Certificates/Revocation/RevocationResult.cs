namespace KsefTools.Core.Certificates.Revocation;

/// <summary>The outcome of a revocation.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RevocationResult(KsefCertificate Certificate, RevocationOutcome Outcome)
{
    /// <summary>One sentence for a person; empty where there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether an interrupted run was brought to its end.</summary>
    public bool WasResumed { get; init; }

    /// <summary>Sentences for a person: sessions that could not be closed, files that still name it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
