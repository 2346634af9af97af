namespace KsefTools;

/// <summary>A client's way back from a certificate to its token.</summary>
public sealed record KsefTokenRestoration
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>Whether the token serves the client again.</summary>
    public required bool IsRestored { get; init; }

    /// <summary>Why not, in one sentence; null where it does.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The identity that served the client until now; null where it was the client's own certificate.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>What the token's session may do; empty where it does not sign in.</summary>
    public TextList<string> TokenPermissions { get; init; } = new([]);

    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The token's reference number (36 characters), or null where it is not known.</summary>
    public string? Reference { get; init; }

    /// <summary>The profile's file.</summary>
    public required string Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
