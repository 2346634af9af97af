namespace KsefTools;

/// <summary>
/// The outcome of one request that was signed elsewhere, or of a file that answers none. Carries no secret.
/// </summary>
public sealed record KsefSigningResult
{
    public required SigningOutcome Outcome { get; init; }

    /// <summary>One sentence for a person; empty where the outcome says it all.</summary>
    public required string Reason { get; init; }

    /// <summary>The file that was judged.</summary>
    public required string Path { get; init; }

    /// <summary>The NIP in whose name the session acts; null for a file that answers no request.</summary>
    public string? Nip { get; init; }

    /// <summary>Whose request it is: <c>client 5260001246</c>, <c>identity seal</c>.</summary>
    public string? Holder { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public string? Environment { get; init; }

    public SigningPurpose? Purpose { get; init; }

    /// <summary>
    /// Who signed, as the certificate names them: <c>NIP 5260001246</c>. For Podpis Zaufany, that is the Minister's
    /// seal, not the person. Null where nothing was signed.
    /// </summary>
    public string? SignedBy { get; init; }

    /// <summary>
    /// Until when the session can be used without another signature, in UTC; null while there is none.
    /// </summary>
    public DateTimeOffset? SessionUntil { get; init; }

    /// <summary>The outcome of the certificate, where one was asked for.</summary>
    public KsefCertificateResult? Certificate { get; init; }

    /// <summary>The new request that takes the place of one that came too late.</summary>
    public KsefSigningRequest? Reissued { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
