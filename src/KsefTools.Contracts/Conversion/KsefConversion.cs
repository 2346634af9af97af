namespace KsefTools;

/// <summary>
/// One client's move from a token to a certificate: planned under -WhatIf, else done as far as it went. Names secrets,
/// never carries one.
/// </summary>
public sealed record KsefConversion
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>The office's identity that is to serve the client, by its name in office.yaml.</summary>
    public required string Identity { get; init; }

    public ConversionRoute Route { get; init; }

    public required ConversionOutcome Outcome { get; init; }

    /// <summary>Why it came out so, in one sentence; null where the outcome says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The command to type next; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>With which permissions the token was generated; empty where that is not known.</summary>
    public TextList<string> RequestedPermissions { get; init; } = new([]);

    /// <summary>What the token's session may really do; empty where it does not sign in.</summary>
    public TextList<string> TokenPermissions { get; init; } = new([]);

    /// <summary>
    /// What the certificate must be able to do: the token's permissions without those of policy.neverPermissions, and
    /// what the profile expects.
    /// </summary>
    public TextList<string> RequiredPermissions { get; init; } = new([]);

    /// <summary>What the identity may do: before the move under -WhatIf, after the proof else.</summary>
    public TextList<string> IdentityPermissions { get; init; } = new([]);

    /// <summary>What the certificate may do beyond the token. A certificate opens all rights of its holder.</summary>
    public TextList<string> Surplus { get; init; } = new([]);

    /// <summary>What the token may do and the certificate will not.</summary>
    public TextList<string> Lost { get; init; } = new([]);

    /// <summary>What would be done, or was done, in order.</summary>
    public TextList<string> Steps { get; init; } = new([]);

    /// <summary>Whether the certificate signed in for this client and may do what is required.</summary>
    public bool IsProven { get; init; }

    /// <summary>Whether the token was revoked in KSeF and seen not to sign in any more.</summary>
    public bool TokenRevoked { get; init; }

    /// <summary>The day from which the certificate serves the client; null while the token does.</summary>
    public DateTime? RetiredOn { get; init; }

    /// <summary>The first day on which the token may be revoked; null where that was not asked for.</summary>
    public DateTime? RevokeOn { get; init; }

    /// <summary>The grant's number in KSeF (36 characters); null where nothing was granted.</summary>
    public string? OperationReference { get; init; }

    /// <summary>The letter to the client; null where none was written.</summary>
    public string? RequestPath { get; init; }

    /// <summary>The token's secret; null where the profile names none.</summary>
    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The token's reference number (36 characters), or null where it is not known.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether an interrupted run was gone on with.</summary>
    public bool WasResumed { get; init; }

    /// <summary>The profile's file.</summary>
    public required string Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
