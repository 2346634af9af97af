using System.CommandLine;

namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>The switches of <c>seed</c> that fix the spreadsheet's form.</summary>
internal sealed class SheetSwitches
{
    private readonly Option<SheetLanguage?> _language = new("--language")
    {
        Description = "Column names in this language; else the seed chooses, as for the switches below.",
    };

    private readonly Option<string?> _separator = new("--separator") { Description = "Between cells." };
    private readonly Option<SheetEncoding?> _encoding = new("--encoding") { Description = "The file's encoding." };
    private readonly Option<string?> _lineEnds = new("--line-ends") { Description = "The file's line ends." };
    private readonly Option<bool?> _title = new("--title") { Description = "Whether a title stands above the header." };

    public SheetSwitches()
    {
        _separator.AcceptOnlyFromAmong(";", ",");
        _lineEnds.AcceptOnlyFromAmong("crlf", "lf");
    }

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_language, _separator, _encoding, _lineEnds, _title])
            command.Options.Add(option);
    }

    public SheetChoices Read(ParseResult parsed) =>
        new()
        {
            Language = parsed.GetValue(_language),
            Separator = parsed.GetValue(_separator)?[0],
            Encoding = parsed.GetValue(_encoding),
            WindowsLineEnds = parsed.GetValue(_lineEnds) is { } ends
                ? string.Equals(ends, "crlf", StringComparison.Ordinal)
                : null,
            Title = parsed.GetValue(_title),
        };
}
