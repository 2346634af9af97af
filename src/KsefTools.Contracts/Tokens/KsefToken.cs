namespace KsefTools;

/// <summary>
/// A token as KSeF lists it (GET /tokens, QueryTokensResponseItem). Metadata only: KSeF shows the secret once.
/// </summary>
public sealed record KsefToken
{
    /// <summary>The client in whose context the token was listed.</summary>
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required string Reference { get; init; }

    /// <summary>
    /// <c>Pending</c>, <c>Active</c>, <c>Revoking</c>, <c>Revoked</c>, <c>Failed</c>, or what KSeF adds later.
    /// </summary>
    public required string Status { get; init; }

    public string? Description { get; init; }

    public TextList<string> RequestedPermissions { get; init; } = new([]);

    /// <summary>
    /// The author's identifier, with its type (<c>Nip</c>, <c>Pesel</c>, <c>Fingerprint</c>) in
    /// <see cref="AuthorType"/>.
    /// </summary>
    public string? Author { get; init; }

    public string? AuthorType { get; init; }

    public string? ContextType { get; init; }

    public string? Context { get; init; }

    public required DateTimeOffset CreatedOn { get; init; }

    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>The secret of ours that is this token; null for one that no profile names.</summary>
    public string? SecretName { get; init; }

    public string? OfficePath { get; init; }
}
