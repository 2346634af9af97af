using System.Globalization;
using System.Text;

namespace KsefTools.Core;

/// <summary>
/// A command for a person to paste into pwsh, on one line. The one place that makes such text: whatever an argument holds, the
/// parser sees this command with this argument, and nothing else.
/// </summary>
public sealed class CommandText
{
    // PowerShell ends a string at any of these, typed or typographic.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";
    private const string DoubleQuotes = "\"\u201C\u201D\u201E";

    private readonly StringBuilder _text;

    private CommandText(string name) => _text = new StringBuilder(name);

    /// <summary>Begins with the command's name, which is ours.</summary>
    public static CommandText Of(string name) => new(name);

    /// <summary>Adds a positional argument.</summary>
    public CommandText With(string argument) => Append(Argument(argument));

    /// <summary>Adds a parameter and its argument; nothing where the argument is null.</summary>
    public CommandText With(string parameter, string? argument) =>
        argument is null ? this : Append($"-{parameter} {Argument(argument)}");

    /// <summary>Adds a switch.</summary>
    public CommandText Switch(string parameter) => Append($"-{parameter}");

    /// <summary>Adds a parameter that asks for a secret when the command runs.</summary>
    public CommandText Asking(string parameter) => Append($"-{parameter} (Read-Host -AsSecureString)");

    /// <summary>Adds what the output goes into.</summary>
    public CommandText Into(CommandText next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Append($"| {next}");
    }

    /// <summary>Ends with a remark for the person.</summary>
    public string Remark(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return $"{_text}  # {string.Concat(sentence.Select(letter => IsHarmless(letter) ? letter : ' ')).Trim()}";
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    public static implicit operator string(CommandText command) => command?.ToString() ?? "";

    /// <summary>An argument that the parser reads as exactly this text.</summary>
    public static string Argument(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsWord(text) ? text : Quote(text);
    }

    /// <summary>A text in quotes: single ones, or double ones with escapes where a letter could not be seen in it.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder(text.Length + 2);
        if (text.All(IsHarmless))
        {
            quoted.Append('\'');
            foreach (var letter in text)
                quoted.Append(letter, SingleQuotes.Contains(letter, StringComparison.Ordinal) ? 2 : 1);
            return quoted.Append('\'').ToString();
        }
        quoted.Append('"');
        foreach (var letter in text)
            if (!IsHarmless(letter))
                quoted.Append(CultureInfo.InvariantCulture, $"`u{{{(int)letter:X}}}");
            else if (letter is '`' or '$' || DoubleQuotes.Contains(letter, StringComparison.Ordinal))
                quoted.Append('`').Append(letter);
            else
                quoted.Append(letter);
        return quoted.Append('"').ToString();
    }

    private CommandText Append(string part)
    {
        _text.Append(' ').Append(part);
        return this;
    }

    // What neither the parser nor a person can take for anything else. Digits alone are a NIP: a number keeps its text.
    private static bool IsWord(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text.All(char.IsAsciiDigit))
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsHarmless(char letter) => PlainText.IsHarmless(letter);
}
