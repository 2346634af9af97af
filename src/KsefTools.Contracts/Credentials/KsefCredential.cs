namespace KsefTools;

/// <summary>A credential of one client as its profile names it. Carries the secret's name, never the secret.</summary>
public sealed record KsefCredential
{
    /// <summary>
    /// The client's NIP, ten digits, or of a part of a client its <see cref="InternalId"/>: the context in which the
    /// credential is meant to act.
    /// </summary>
    public required string Nip { get; init; }

    /// <summary>Of a part of a client: the NIP, '-' and five digits; null for the client itself.</summary>
    public string? InternalId => Nip is { Length: 16 } ? Nip : null;

    /// <summary>The client's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    /// <summary>Null for a client that has none yet.</summary>
    public required CredentialKind? Kind { get; init; }

    /// <summary>The secret's name in the vault; null for a client that has no credential yet.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault's name; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>The token's reference number (36 characters), or null where it is not known.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// The office's identity that serves the client, by its name in office.yaml; null for a credential of the client's
    /// own.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>
    /// The serial number of the client's own certificate (16 hex digits), or null where the profile tells none.
    /// </summary>
    public string? SerialNumber { get; init; }

    public string? GeneratedBy { get; init; }

    /// <summary>The day on which it was generated, as its midnight; null where nobody wrote it down.</summary>
    public DateTime? GeneratedOn { get; init; }

    /// <summary>
    /// The day from which a certificate serves the client instead; the token is kept as the way back alone.
    /// </summary>
    public DateTime? RetiredOn { get; init; }

    /// <summary>The permissions that the profile expects the credential to have.</summary>
    public TextList<string> ExpectedPermissions { get; init; } = new([]);

    public TextList<string> Tags { get; init; } = new([]);

    /// <summary>The status that the last audit saw; null before the first one.</summary>
    public CredentialStatus? Status { get; init; }

    /// <summary>When the last audit looked, in UTC; null before the first one.</summary>
    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>The profile's file.</summary>
    public required string Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }

    /// <summary>
    /// Kind and secret's name, so that a profile's credentials read well in a list and in a CSV file.
    /// </summary>
    public override string ToString() => SecretName is null ? $"{Kind}" : $"{Kind} {SecretName}";
}
