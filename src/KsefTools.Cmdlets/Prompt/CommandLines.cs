using System.Text;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>
/// A command on several lines that pwsh reads as the one it was: a line ends with a pipe or a backtick, and what
/// follows a # has one on every line.
/// </summary>
internal static class CommandLines
{
    private const string Remark = "# ";
    private const string GoesOn = " `";

    /// <summary>The lines. A part that is longer than a line, as a quoted text may be, has one of its own.</summary>
    /// <param name="command">On one line.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="cells">How many cells a text takes.</param>
    internal static IEnumerable<string> Of(string command, int width, Func<string, int> cells)
    {
        var parts = Parts(command).ToList();
        var code = parts.TakeWhile(part => part is not "#").ToList();
        var lines = Fill(code, width, GoesOn, cells)
            .Select(line => line.EndsWith(" |", StringComparison.Ordinal) ? line : line + GoesOn)
            .ToList();
        if (lines.Count > 0)
            lines[^1] = lines[^1][..^GoesOn.Length];
        var remark = Fill(parts.Skip(code.Count + 1).ToList(), width - Remark.Length, "", cells).ToList();
        if (remark.Count > 0 && lines.Count > 0 && cells(lines[^1]) + 2 + Remark.Length + cells(remark[0]) <= width)
        {
            lines[^1] += $"  {Remark}{remark[0]}";
            remark.RemoveAt(0);
        }
        return lines.Concat(remark.Select(line => Remark + line));
    }

    private static IEnumerable<string> Fill(List<string> parts, int width, string end, Func<string, int> cells)
    {
        var line = "";
        foreach (var part in parts)
            if (line.Length == 0)
            {
                line = part;
            }
            else if (cells(line) + 1 + cells(part) + end.Length <= width)
            {
                line += $" {part}";
            }
            else
            {
                yield return line;
                line = part;
            }
        if (line.Length > 0)
            yield return line;
    }

    // Between spaces, of which those within quotes do not count, nor does what a backtick stands before.
    private static IEnumerable<string> Parts(string command)
    {
        var part = new StringBuilder();
        char? quote = null;
        for (var index = 0; index < command.Length; index++)
        {
            var letter = command[index];
            if (letter == ' ' && quote is null)
            {
                if (part.Length > 0)
                    yield return part.ToString();
                if (part is { Length: 1 } && part[0] == '#')
                {
                    foreach (var word in command[index..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        yield return word;
                    yield break;
                }
                part.Clear();
                continue;
            }
            part.Append(letter);
            if (letter == '`' && quote is not '\'' && index + 1 < command.Length)
                part.Append(command[++index]);
            else if (letter == quote)
                quote = null;
            else if (quote is null && letter is '\'' or '"')
                quote = letter;
        }
        if (part.Length > 0)
            yield return part.ToString();
    }
}
