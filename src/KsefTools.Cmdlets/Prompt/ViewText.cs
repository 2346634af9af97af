using System.Management.Automation.Host;
using System.Text;
using System.Text.RegularExpressions;
using KsefTools.Core;

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
    /// holds for what it is broken into; a word that is longer than a line is broken between its own parts.
    /// </summary>
    /// <param name="host">Whose window it is.</param>
    /// <param name="text">One line or several; null gives an empty text.</param>
    /// <param name="taken">Cells of the window that go to other columns, to what separates them, or to labels.</param>
    /// <param name="shares">How many columns share the cells that are left.</param>
    public static string Wrap(PSHost host, string? text, int taken, int shares = 1)
    {
        ArgumentNullException.ThrowIfNull(host);
        // The last cell of a line stays empty, as in PowerShell's own tables.
        return WrapTo(host, text, (WindowWidth(host) - 1 - taken) / shares);
    }

    /// <summary>The same to a column of so many cells, whatever the window.</summary>
    public static string WrapTo(PSHost host, string? text, int width)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (string.IsNullOrEmpty(text) || width < NarrowestColumn)
            return text ?? "";
        return string.Join('\n', text.Split('\n').Select(line => WrapLine(line, width, word => Cells(host, word))));
    }

    /// <summary>
    /// Breaks a command so that it can still be pasted: it stays one statement, no quoted text is broken, and each line
    /// of its remark is a remark. A sentence that is no command is broken as every other.
    /// </summary>
    /// <param name="host">Whose window it is.</param>
    /// <param name="command">On one line, as findings and results have it; null gives an empty text.</param>
    /// <param name="taken">Cells of the window that go to other columns or to labels.</param>
    /// <param name="indent">Cells before each line.</param>
    public static string WrapCommand(PSHost host, string? command, int taken, int indent = 0)
    {
        ArgumentNullException.ThrowIfNull(host);
        var margin = new string(' ', indent);
        var width = WindowWidth(host) - 1 - taken - indent;
        if (string.IsNullOrEmpty(command) || width < NarrowestColumn || !CommandName().IsMatch(command))
            return Wrap(host, command is null ? null : margin + command, taken);
        return string.Join(
            '\n',
            CommandLines.Of(command, width, part => Cells(host, part)).Select(line => margin + line)
        );
    }

    /// <summary>A finding's sentence, and below it what to type.</summary>
    /// <param name="host">Whose window it is.</param>
    /// <param name="sentence">What is found.</param>
    /// <param name="remedy">The command; null for none.</param>
    /// <param name="taken">Cells of the window that go to other columns or to labels.</param>
    public static string Finding(PSHost host, string? sentence, string? remedy, int taken) =>
        string.IsNullOrEmpty(remedy)
            ? Wrap(host, sentence, taken)
            : $"{Wrap(host, sentence, taken)}\n{WrapCommand(host, remedy, taken, indent: 2)}";

    /// <summary>A path or a name of a file as it may be shown: such a name is somebody else's text.</summary>
    public static string Plain(string? path) => PlainText.Line(path ?? "");

    /// <summary>The last part of a path, as it may be shown.</summary>
    public static string FileName(string? path) => Plain(Path.GetFileName(path));

    /// <summary>A file's path from a folder on, as it may be shown; empty where there is no folder.</summary>
    public static string FileIn(string? folder, string? file) =>
        string.IsNullOrEmpty(folder) || string.IsNullOrEmpty(file) ? "" : Plain(Path.GetRelativePath(folder, file));

    private static string WrapLine(string line, int width, Func<string, int> cells)
    {
        var words = line.TrimStart(' ');
        var indent = Math.Min(line.Length - words.Length, width / 2);
        var wrapped = new StringBuilder().Append(' ', indent);
        var used = indent;
        foreach (var word in words.Split(' '))
        {
            var separator = used > indent ? " " : "";
            foreach (var piece in cells(word) <= width - indent ? [word] : WithinName().Split(word))
            {
                var length = cells(piece);
                if (used > indent && used + separator.Length + length > width)
                {
                    wrapped.Append('\n').Append(' ', indent);
                    (used, separator) = (indent, "");
                }
                wrapped.Append(separator).Append(piece);
                used += separator.Length + length;
                separator = "";
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

    // Names of KSeF's are several words in one (CredentialsManage); secrets and files have parts.
    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])|(?<=[/\\-])(?=\w)", RegexOptions.None, 1000)]
    private static partial Regex WithinName();

    [GeneratedRegex("^[A-Z][A-Za-z]+-[A-Z][A-Za-z]+(?: |$)", RegexOptions.NonBacktracking, 1000)]
    private static partial Regex CommandName();
}
