namespace KsefTools;

/// <summary>
/// The verdict on one client's credential, a token or a certificate: exactly one for each that went into the audit.
/// </summary>
public sealed record KsefTokenTestResult
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>Null for a client that has no credential yet.</summary>
    public CredentialKind? Kind { get; init; } = CredentialKind.Token;

    /// <summary>The worst severity among <see cref="Findings"/>.</summary>
    public required CredentialStatus Status { get; init; }

    /// <summary>All findings, the most urgent first.</summary>
    public TextList<KsefFinding> Findings { get; init; } = new([]);

    /// <summary>What the session may really do (effective permissions); empty where no sign-in succeeded.</summary>
    public TextList<string> Permissions { get; init; } = new([]);

    /// <summary>
    /// The office's identity that serves the client, by its name in office.yaml; null for a credential of the client's
    /// own.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>
    /// The certificate's serial number, from the certificate itself, else from the profile; null for a token.
    /// </summary>
    public string? SerialNumber { get; init; }

    /// <summary>
    /// The certificate's last moment, in UTC; null for a token, and where the certificate cannot be read.
    /// </summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The token's reference number, from the secret's own text or from KSeF.</summary>
    public string? Reference { get; init; }

    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>When KSeF generated the token, in UTC (<c>dateCreated</c>).</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>When the token last signed in before this audit, in UTC (<c>lastUseDate</c>).</summary>
    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>The last day of tokens under the law in force, from the office's policy (<c>tokensEndOn</c>).</summary>
    public DateTime? EndsOn { get; init; }

    public SignInKind SignIn { get; init; }

    /// <summary>When this verdict was reached, in UTC.</summary>
    public required DateTimeOffset TestedAt { get; init; }

    /// <summary>The sentence of the most urgent finding; null where there is none.</summary>
    public string? Summary => Findings.Count == 0 ? null : Findings[0].Message;

    /// <summary>The command that fixes the most urgent finding; null where there is none.</summary>
    public string? Remedy => Findings.Count == 0 ? null : Findings[0].Remedy;

    /// <summary>The profile's file; empty where the verdict is about no profile.</summary>
    public string? Path { get; init; }

    /// <summary>The office's folder, so that the result can be piped on.</summary>
    public string? OfficePath { get; init; }
}
