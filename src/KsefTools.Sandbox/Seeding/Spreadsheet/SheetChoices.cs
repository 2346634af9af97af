namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>What of the spreadsheet's form is given; what is null is drawn from the seed.</summary>
public sealed record SheetChoices
{
    public SheetLanguage? Language { get; init; }

    /// <summary><c>;</c> or <c>,</c>.</summary>
    public char? Separator { get; init; }

    public SheetEncoding? Encoding { get; init; }

    /// <summary>True for CR LF.</summary>
    public bool? WindowsLineEnds { get; init; }

    /// <summary>Whether a title stands above the header.</summary>
    public bool? Title { get; init; }
}
