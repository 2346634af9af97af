namespace KsefTools;

/// <summary>
/// What an audit run says of one thing: a credential, a certificate of the office, a file, an open operation. Every
/// client that the office has gives at least one of <see cref="AuditArea.Credential"/>. Names secrets, never carries
/// one.
/// </summary>
public sealed record KsefAuditResult
{
    public required AuditArea Area { get; init; }

    /// <summary>The client; null for what is the office's own.</summary>
    public string? Nip { get; init; }

    /// <summary>The client's, identity's, file's or environment's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public string? Environment { get; init; }

    /// <summary>The worst severity among <see cref="Findings"/>.</summary>
    public required CredentialStatus Status { get; init; }

    /// <summary>All findings, the most urgent first.</summary>
    public TextList<KsefAuditFinding> Findings { get; init; } = new([]);

    /// <summary>Of a credential; null for everything else.</summary>
    public CredentialKind? Kind { get; init; }

    /// <summary>The office's identity, by its name in office.yaml.</summary>
    public string? Identity { get; init; }

    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The token's reference number.</summary>
    public string? Reference { get; init; }

    /// <summary>The certificate's serial number.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>
    /// What the session may really do, or what the client has let the office do; empty where that is not known.
    /// </summary>
    public TextList<string> Permissions { get; init; } = new([]);

    /// <summary>When KSeF generated the token, or since when the certificate is valid; in UTC.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>When somebody else than the audit last used the token, in UTC.</summary>
    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>The certificate's last moment, in UTC.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Of a quota: how many more.</summary>
    public int? Remaining { get; init; }

    /// <summary>Of a quota: of how many.</summary>
    public int? Limit { get; init; }

    /// <summary>When this was seen, in UTC.</summary>
    public required DateTimeOffset TestedAt { get; init; }

    /// <summary>The file that it is about: a profile, a spreadsheet, a record.</summary>
    public string? Path { get; init; }

    /// <summary>The office's folder, so that the result can be piped on.</summary>
    public string? OfficePath { get; init; }

    /// <summary>The sentence of the most urgent finding; null where there is none.</summary>
    public string? Summary => Findings.Count == 0 ? null : Findings[0].Message;

    /// <summary>The command that fixes the most urgent finding; null where there is none.</summary>
    public string? Remedy => Findings.Count == 0 ? null : Findings[0].Remedy;
}
