namespace KsefTools;

/// <summary>
/// The outcome of a request for a certificate, of a renewal or of a revocation. Names the secret, never carries it.
/// </summary>
public sealed record KsefCertificateResult
{
    /// <summary>Whose it is: <c>identity seal</c>, <c>client 5260001246</c>.</summary>
    public required string Holder { get; init; }

    /// <summary>
    /// Issued, NotDue, Busy, InProgress, Uncertain or NotYetValid; of a revocation Revoked, AlreadyRevoked or Busy.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>One sentence for a person; empty for a certificate that is issued.</summary>
    public required string Reason { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    /// <summary>16 upper-case hexadecimal digits; null while there is no certificate.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The office's identity, by its name in office.yaml; null for a client's own certificate.</summary>
    public string? Identity { get; init; }

    /// <summary>The client's NIP; null for an identity of the office.</summary>
    public string? Nip { get; init; }

    /// <summary>Who it belongs to: <c>NIP 5260001246</c>; null while there is no certificate.</summary>
    public string? Subject { get; init; }

    /// <summary>In UTC.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>In UTC.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Where certificate and key are; null while there is none.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault's name; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>The enrolment's number in KSeF; null where none is known.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Whether a session was opened with it.</summary>
    public bool IsProven { get; init; }

    /// <summary>Whether an interrupted run was brought to its end.</summary>
    public bool WasResumed { get; init; }

    /// <summary>The office's folder, so that it can be piped on.</summary>
    public string? OfficePath { get; init; }
}
