using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>The outcome of an order.</summary>
public sealed record EnrolmentResult
{
    public required CertificateHolder Holder { get; init; }

    public required EnrolmentOutcome Outcome { get; init; }

    /// <summary>One sentence for a person; empty for a certificate that is issued.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// The certificate; with <see cref="EnrolmentOutcome.NotDue"/>, the present one. Null while there is none.
    /// </summary>
    public CertificateDetails? Certificate { get; init; }

    /// <summary>Where it is, with its key; null while there is none.</summary>
    public SecretAddress? Secret { get; init; }

    /// <summary>The enrolment's number in KSeF; null where none is known.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>
    /// Whether a session was opened with it. Never true of an Offline one: there, the matching key is the proof.
    /// </summary>
    public bool IsProven { get; init; }

    /// <summary>Whether an interrupted run was brought to its end.</summary>
    public bool WasResumed { get; init; }

    /// <summary>Sentences for a person: a quota that runs out, a session that could not be closed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
