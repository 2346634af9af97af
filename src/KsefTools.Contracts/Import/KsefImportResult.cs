namespace KsefTools;

/// <summary>
/// The fate of one row of an imported spreadsheet. Carries nothing of the token but its reference number.
/// </summary>
public sealed record KsefImportResult
{
    /// <summary>The spreadsheet that the row stands in, as a full path.</summary>
    public string? File { get; init; }

    /// <summary>The workbook's sheet; null for a file without sheets.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row's number as a spreadsheet program shows it: the header is row 1.</summary>
    public required int Row { get; init; }

    /// <summary>The row's NIP, ten digits; null where the row has none that is valid.</summary>
    public string? Nip { get; init; }

    public string? Name { get; init; }

    public string? Environment { get; init; }

    public required ImportOutcome Outcome { get; init; }

    /// <summary>How sure it is that the token is the client's.</summary>
    public ImportCertainty Certainty { get; init; }

    /// <summary>
    /// Where the row says otherwise than the office, old → new. Token and environment are what the import replaces with
    /// -Force; name and contact stay as they are here.
    /// </summary>
    public TextList<string> Changes { get; init; } = new([]);

    /// <summary>Why a row was refused, in one word for scripts; null for one that was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why, in one sentence; null where the outcome says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The token's reference number, where the row holds a token that can be read.</summary>
    public string? Reference { get; init; }

    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The profile's file, written or to be written.</summary>
    public string? Path { get; init; }

    public string? OfficePath { get; init; }
}
