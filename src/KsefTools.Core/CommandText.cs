using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace KsefTools.Core;

/// <summary>
/// A command for a person to paste into pwsh, on one line. The one place that makes such text: whatever an argument
/// holds, the parser sees this command with this argument, and nothing else.
/// </summary>
public sealed class CommandText
{
    // PowerShell ends a string at any of these, typed or typographic.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";
    private const string DoubleQuotes = "\"\u201C\u201D\u201E";

    // As many as every number of PowerShell's keeps.
    private const int LongestNumber = 18;

    private readonly StringBuilder _text;

    private CommandText(string name) => _text = new StringBuilder(name);

    /// <summary>Begins with the command's name, which is ours.</summary>
    public static CommandText Of(string name) => new(name);

    /// <summary>Adds a positional argument.</summary>
    public CommandText With(string argument) => Append(Written(argument));

    /// <summary>Adds a parameter and its argument; nothing where the argument is null.</summary>
    public CommandText With(string parameter, string? argument) =>
        argument is null ? this : Append($"-{parameter} {Written(argument)}");

    /// <summary>Adds a parameter and several arguments; nothing where there are none.</summary>
    public CommandText WithAll(string parameter, IReadOnlyCollection<string> arguments) =>
        arguments is { Count: 0 } ? this : Append($"-{parameter} {string.Join(',', arguments.Select(Written))}");

    /// <summary>Adds what the source says, word for word: a switch, an argument that is ours.</summary>
    public CommandText Literally(string part) => Append(part);

    /// <summary>Adds a parameter that asks for a secret when the command runs.</summary>
    public CommandText Asking(string parameter) => Append($"-{parameter} (Read-Host -AsSecureString)");

    /// <summary>Adds a remark for the person, which ends the line.</summary>
    public string Remark(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return $"{_text}  # {PlainText.Line(sentence)}";
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>The text, where one is wanted.</summary>
    [return: NotNullIfNotNull(nameof(command))]
    public static implicit operator string?(CommandText? command) => command?.ToString();

    /// <summary>An argument as short as the parser allows: a word as it is, anything else in quotes.</summary>
    public static string Argument(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsWord(text) ? text : Quote(text);
    }

    /// <summary>
    /// A text in quotes: single ones, or double ones with escapes where a character of it could not be seen.
    /// </summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Even in quotes, this one makes the parser take the rest of the line word for word; in brackets it is a text.
        if (text == "--%")
            return "('--%')";
        var isSeen = true;
        for (var index = 0; index < text.Length && isSeen; index += PlainText.LengthAt(text, index))
            isSeen = PlainText.IsHarmlessAt(text, index);
        return isSeen ? InSingleQuotes(text) : InDoubleQuotes(text);
    }

    private static string InSingleQuotes(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var letter in text)
            quoted.Append(letter, SingleQuotes.Contains(letter, StringComparison.Ordinal) ? 2 : 1);
        return quoted.Append('\'').ToString();
    }

    private static string InDoubleQuotes(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var index = 0; index < text.Length; index += PlainText.LengthAt(text, index))
            if (!PlainText.IsHarmlessAt(text, index))
                quoted.Append(CultureInfo.InvariantCulture, $"`u{{{char.ConvertToUtf32(text, index):X}}}");
            else if (text[index] is '`' or '$' || DoubleQuotes.Contains(text[index], StringComparison.Ordinal))
                quoted.Append('`').Append(text[index]);
            else
                quoted.Append(text, index, PlainText.LengthAt(text, index));
        return quoted.Append('"').ToString();
    }

    private CommandText Append(string part)
    {
        _text.Append(' ').Append(part);
        return this;
    }

    // Digits alone are a NIP, which everybody types without quotes.
    private static string Written(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return IsNumber(argument) ? argument : Quote(argument);
    }

    // In a list PowerShell makes numbers of them: 007 would become 7, and what is too long 1E+30.
    private static bool IsNumber(string text) =>
        text.Length is > 0 and <= LongestNumber && text[0] is not '0' && text.All(char.IsAsciiDigit);

    private static bool IsWord(string text) =>
        IsNumber(text)
        || (
            text.Length > 0
            && char.IsLetter(text[0])
            && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
        );
}
