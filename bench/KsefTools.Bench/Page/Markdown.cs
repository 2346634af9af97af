using System.Globalization;
using System.Text;

namespace KsefTools.Bench.Page;

/// <summary>A table, written line by line.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    /// <summary>A table with these headings and no row yet.</summary>
    /// <param name="columns">Headings; one that begins with <c>&gt;</c> is right-aligned.</param>
    internal Markdown(params string[] columns)
    {
        Line(columns.Select(column => column.TrimStart('>')));
        _text.Append('|').AppendJoin('|', columns.Select(c => c.StartsWith('>') ? "---:" : "---")).Append("|\n");
    }

    internal void Row(params FormattableString[] cells) =>
        Line(cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture)));

    public override string ToString() => _text.ToString();

    private void Line(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
