namespace KsefTools;

/// <summary>One thing that lets one holder into one client: a row of the matrix over all clients.</summary>
public sealed record KsefAccess
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required AccessKind Kind { get; init; }

    /// <summary>
    /// Who has it: a NIP, PESEL or fingerprint, of a token its author; null where KSeF does not say. Tables show a
    /// PESEL by its last digits.
    /// </summary>
    public string? Holder { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</summary>
    public string? HolderType { get; init; }

    /// <summary>By KSeF's word or the profile's (<c>generatedBy</c>); null where nobody knows.</summary>
    public string? HolderName { get; init; }

    /// <summary>What it lets do: permissions; of a certificate its type, of a session how it was opened.</summary>
    public required string What { get; init; }

    /// <summary><c>Active</c>, <c>Inactive</c> or what KSeF says; null where it does not.</summary>
    public string? State { get; init; }

    /// <summary>Of a permission <c>Direct</c>, <c>Delegated</c>, <c>Indirect</c> (by a partner) or
    /// <c>Owner</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was last used, in UTC; null for never, and where KSeF does not say.</summary>
    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>Its last moment, in UTC; null for none.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The token's, permission's or session's number, or the certificate's serial number.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether it is the office's: its profiles, office.yaml or vault know it.</summary>
    public required bool IsOurs { get; init; }

    /// <summary>The office's identity that it belongs to; null for none.</summary>
    public string? Identity { get; init; }

    public string? SecretName { get; init; }

    /// <summary>The vault of that secret, by its registered name; null where it is not known.</summary>
    public string? Vault { get; init; }

    /// <summary>Where a permission was granted, and can be revoked.</summary>
    public string? Context { get; init; }

    /// <summary>A token's or a permission's description, as somebody wrote it in KSeF.</summary>
    public string? Description { get; init; }

    /// <summary>The office's folder.</summary>
    public string? OfficePath { get; init; }
}
