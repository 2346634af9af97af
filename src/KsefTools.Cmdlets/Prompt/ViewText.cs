using System.Management.Automation.Host;
using System.Text;
using System.Text.RegularExpressions;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>
/// Sentences for the module's views. PowerShell itself breaks between words in a few cultures alone; Polish is none of
/// them, and there it breaks inside words.
/// </summary>
public static partial class ViewText
{
    private const int UsualWidth = 80;
    private const int NarrowestColumn = 8;

    /// <summary>
    /// Breaks text between words, to the cells that a column or a list's value has in the window. A line's indentation
    /// holds for what it is broken into; a word that is longer than a line stays whole.
    /// </summary>
    /// <param name="host">Whose window it is.</param>
    /// <param name="text">One line or several; null gives an empty text.</param>
    /// <param name="taken">Cells of the window that go to other columns, to what separates them, or to labels.</param>
    /// <param name="shares">How many columns share the cells that are left.</param>
    public static string Wrap(PSHost host, string? text, int taken, int shares = 1)
    {
        ArgumentNullException.ThrowIfNull(host);
        // The last cell of a line stays empty, as in PowerShell's own tables.
        var width = (WindowWidth(host) - 1 - taken) / shares;
        if (string.IsNullOrEmpty(text) || width < NarrowestColumn)
            return text ?? "";
        return string.Join('\n', text.Split('\n').Select(line => WrapLine(line, width, word => Cells(host, word))));
    }

    private static string WrapLine(string line, int width, Func<string, int> cells)
    {
        var words = line.TrimStart(' ');
        var indent = Math.Min(line.Length - words.Length, width / 2);
        var wrapped = new StringBuilder().Append(' ', indent);
        var used = indent;
        foreach (var word in words.Split(' '))
        {
            var length = cells(word);
            if (used == indent)
            {
                wrapped.Append(word);
                used += length;
            }
            else if (used + 1 + length <= width)
            {
                wrapped.Append(' ').Append(word);
                used += 1 + length;
            }
            else
            {
                wrapped.Append('\n').Append(' ', indent).Append(word);
                used = indent + length;
            }
        }
        return wrapped.ToString();
    }

    private static int Cells(PSHost host, string word)
    {
        var seen = Colour().Replace(word, "");
        return host.UI?.RawUI?.LengthInBufferCells(seen) ?? seen.Length;
    }

    private static int WindowWidth(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.BufferSize.Width is { } width and > 0 ? width : UsualWidth;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException)
        {
            return UsualWidth;
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Colour();
}
