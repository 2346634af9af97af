namespace KsefTools;

/// <summary>An identity of the office: a company or a person that signs in with a certificate.</summary>
public sealed record KsefIdentity
{
    /// <summary>What <c>-Identity</c> and clients' files call it.</summary>
    public required string Identity { get; init; }

    /// <summary><c>seal</c> (a company, by NIP), <c>person</c> (by PESEL) or <c>fingerprint</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The NIP, the PESEL or the SHA-256 fingerprint.</summary>
    public required string Subject { get; init; }

    /// <summary>The secret with the certificate and its key; null while there is none.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault of that secret; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>Clients that it serves.</summary>
    public int Clients { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }

    public override string ToString() => Identity;
}
