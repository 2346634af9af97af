using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Audit;

/// <summary>How an audit runs.</summary>
public sealed record AuditOptions
{
    /// <summary>What the office wants of its credentials.</summary>
    public OfficePolicy Policy { get; init; } = new();

    /// <summary>Clients worked on at the same time.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>Signs in again everywhere, whatever sessions are remembered.</summary>
    public bool Fresh { get; init; }

    /// <summary>How much KSeF is asked about certificates.</summary>
    public CertificateDepth Certificates { get; init; }

    /// <summary>
    /// office.yaml: who its identities belong to, and where its own people are asked what happened to their rights.
    /// Null where neither can be known.
    /// </summary>
    public OfficeSettings? Office { get; init; }

    /// <summary>
    /// All credentials that profiles of the office name, also those that are not audited now: what is named here is
    /// no ghost, and a token that stands here for another client is shared.
    /// </summary>
    public IReadOnlyCollection<KsefCredential> CredentialsOfOffice { get; init; } = [];

    /// <summary>NIPs of clients who have granted what the move to a certificate was waiting for.</summary>
    public IReadOnlySet<string> ArrivedGrants { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Told after every verdict, from whatever thread reached it.</summary>
    public Action<AuditProgress>? Progress { get; init; }

    /// <summary>
    /// Told what went wrong beside the verdicts: the session cache or an observation could not be read or kept. It
    /// costs time or memory, never a verdict.
    /// </summary>
    public Action<string>? Warn { get; init; }
}
