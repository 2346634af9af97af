namespace KsefTools;

/// <summary>
/// A request to sign in that another program signs: Podpis Zaufany, a qualified signature, a seal on a card.
/// </summary>
public sealed record KsefSigningRequest
{
    /// <summary>The file to sign: XAdES inside the document (enveloped).</summary>
    public required string Path { get; init; }

    /// <summary>The NIP in whose name the session will act.</summary>
    public required string Nip { get; init; }

    /// <summary>Whose it is: <c>client 5260001246</c>, <c>identity seal</c>.</summary>
    public required string Holder { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    /// <summary>
    /// Until when its signed file must have been taken back, in UTC: ten minutes after the challenge was asked for.
    /// </summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Whole minutes from when this object was made to the deadline; never below zero.</summary>
    public required int MinutesLeft { get; init; }

    public required SigningPurpose Purpose { get; init; }

    public required SigningState State { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
