namespace KsefTools;

/// <summary>
/// A certificate, as our vault has it, as KSeF lists it, or both. One for each certificate, however many clients it
/// serves. Names the secret, never carries it.
/// </summary>
public sealed record KsefCertificate
{
    /// <summary>
    /// Whose files name it, or in whose list it stands: <c>identity seal</c>, <c>client 5260001246</c>.
    /// </summary>
    public required string Holder { get; init; }

    /// <summary>The office's identity, by its name in office.yaml; null for a client's own certificate.</summary>
    public string? Identity { get; init; }

    /// <summary>The client's NIP; null for an identity of the office.</summary>
    public string? Nip { get; init; }

    /// <summary>Who it belongs to: <c>NIP 5260001246</c>.</summary>
    public required string Subject { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    /// <summary>16 upper-case hexadecimal digits for a certificate of KSeF's.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>Its name in KSeF; null where KSeF was not asked or does not list it.</summary>
    public string? Name { get; init; }

    /// <summary><c>Authentication</c>, <c>Offline</c>, or <c>External</c> for one that KSeF did not issue.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// <c>Active</c>, <c>Blocked</c> (being revoked), <c>Revoked</c> or <c>Expired</c>, as KSeF says; null where it was
    /// not asked or does not list it.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>When somebody last signed in with it, in UTC, as KSeF says.</summary>
    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>When KSeF was asked for it, in UTC.</summary>
    public DateTimeOffset? RequestedOn { get; init; }

    /// <summary>Where certificate and key are; null for one that only KSeF has.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault's name; null for the session's default vault, and for one that only KSeF has.</summary>
    public string? Vault { get; init; }

    /// <summary>Whether KSeF lists it; null where KSeF was not asked or did not answer.</summary>
    public bool? InKseF { get; init; }

    /// <summary>The office's folder, so that it can be piped on.</summary>
    public string? OfficePath { get; init; }
}
