namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>What is really the matter with one client.</summary>
public sealed record ClientTruth
{
    /// <summary>The client's NIP; of a part of a client, its InternalId.</summary>
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required ClientCase Case { get; init; }

    /// <summary>The rows of the spreadsheet that are about the client, also where their NIP is misspelt.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>Whether an import leaves a profile of this client.</summary>
    public required bool HasProfile { get; init; }

    /// <summary>Whether the imported token signs in to this client's context today.</summary>
    public required bool SignsIn { get; init; }

    /// <summary>The imported token's reference number; null where none is imported.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// Finding codes in alphabetical order, without TokenEndsByLaw, which follows from <see cref="SignsIn"/> and the
    /// office's policy.
    /// </summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>
    /// The worst severity of <see cref="Findings"/>: <c>Healthy</c>, <c>Warning</c> or <c>Critical</c>; null without
    /// profile.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>
    /// What a session of the imported token may do, in alphabetical order; empty where it does not sign in.
    /// </summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>What the spreadsheet says that the token is needed for.</summary>
    public required IReadOnlyList<string> ExpectedPermissions { get; init; }

    /// <summary>When KSeF generated the imported token; null where it does not sign in.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>When somebody used the imported token last; null for never, and where it does not sign in.</summary>
    public DateTimeOffset? LastUsedOn { get; init; }

    /// <summary>
    /// The status on a day after the one on which tokens end, with no session left over and nothing converted; null
    /// without profile.
    /// </summary>
    public string? StatusAfterEnd { get; init; }

    /// <summary>Whether it works today and stops because tokens end.</summary>
    public required bool StopsAtEnd { get; init; }

    /// <summary>What a conversion to the office's certificate must come to; null without profile.</summary>
    public ConversionTruth? Conversion { get; init; }
}
