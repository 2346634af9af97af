namespace KsefTools;

/// <summary>
/// The fate of one row of an imported spreadsheet, or of one certificate of an imported folder. Carries nothing of a
/// token but its reference number, and nothing of a key.
/// </summary>
public sealed record KsefImportResult
{
    /// <summary>What the row is about.</summary>
    public CredentialKind Kind { get; init; }

    /// <summary>The spreadsheet that the row stands in, or the certificate's file, as a full path.</summary>
    public string? File { get; init; }

    /// <summary>The folder that was imported, as a full path; null for a spreadsheet.</summary>
    public string? Folder { get; init; }

    /// <summary>The file of the certificate's key, where it is another one than the certificate's.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The workbook's sheet; null for a file without sheets.</summary>
    public string? Sheet { get; init; }

    /// <summary>
    /// The row's number as a spreadsheet program shows it: the header is row 1. In a folder, the position among the
    /// results.
    /// </summary>
    public required int Row { get; init; }

    /// <summary>The row's NIP, ten digits; null where the row has none that is valid.</summary>
    public string? Nip { get; init; }

    public string? Name { get; init; }

    public string? Environment { get; init; }

    public required ImportOutcome Outcome { get; init; }

    /// <summary>How sure it is that token or certificate is the client's.</summary>
    public ImportCertainty Certainty { get; init; }

    /// <summary>
    /// Where the row says otherwise than the office, old → new. Token, certificate and environment are what the
    /// import replaces with -Force; name and contact stay as they are here.
    /// </summary>
    public TextList<string> Changes { get; init; } = new([]);

    /// <summary>Why a row was refused, in one word for scripts; null for one that was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why, in one sentence; null where the outcome says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The token's reference number, where the row holds a token that can be read.</summary>
    public string? Reference { get; init; }

    /// <summary>The certificate's serial number, as KSeF writes it; null for a token.</summary>
    public string? SerialNumber { get; init; }

    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>The profile's file, written or to be written.</summary>
    public string? Path { get; init; }

    public string? OfficePath { get; init; }
}
