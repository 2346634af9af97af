using System.Text.RegularExpressions;

namespace KsefTools.Core.Office.Yaml.Mistakes;

/// <summary>
/// Says in plain words what is wrong with a line that the YAML reader refuses. Its own sentences are about its
/// grammar, in English, and may quote what should not be quoted.
/// </summary>
internal static partial class EverydayMistakes
{
    /// <summary>
    /// The mistake of the line where the reader gave up, or else of the nearest line above that has one.
    /// </summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="number">The line where the reader gave up, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    public static YamlSyntaxException Explain(IReadOnlyList<string> lines, int number, int column)
    {
        var last = Math.Clamp(number, 1, lines.Count);
        for (var line = last; line >= 1; line--)
            if (In(lines[line - 1].TrimEnd('\r')) is { } mistake)
                return new YamlSyntaxException(line, mistake.Column, mistake.Sentence);
        var text = lines[last - 1];
        var indent = text.Length - text.TrimStart(' ').Length;
        return last > 1 && column <= indent + 1 && text.Trim().Length > 0
            ? new YamlSyntaxException(last, indent + 1, Indentation)
            : new YamlSyntaxException(last, Math.Max(1, column), Unknown);
    }

    /// <summary>What is surely wrong with a line, and at which column; null where nothing is.</summary>
    public static (int Column, string Sentence)? In(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        if (tab >= 0 && tab < line.Length - line.TrimStart().Length)
            return (tab + 1, TabIndents);
        if (line.TrimStart().StartsWith('#'))
            return null;
        if (GluedColon().Match(line) is { Success: true } glued)
            return (glued.Groups["colon"].Index + 1, SpaceAfterColon);
        var lead = Lead().Match(line).Length;
        var key = Key().Match(line[lead..]);
        if (!key.Success && lead == 0)
            return NoColon().IsMatch(line) ? (1, ColonMissing) : null;
        var start = lead + key.Length;
        var value = line[start..].TrimEnd();
        return value.Length > 0 && InValue(value) is { } found ? (start + found.At + 1, found.Sentence) : null;
    }

    private static (int At, string Sentence)? InValue(string value) =>
        value[0] switch
        {
            '"' or '\'' => InQuoted(value),
            '[' or '{' => InBrackets(value),
            '|' or '>' => BlockHeader().IsMatch(value) ? null : (0, QuoteForSign(value[0])),
            '@' or '`' or '%' or '&' or '*' or '!' or ']' or '}' or ',' => (0, QuoteForSign(value[0])),
            '-' or '?' or ':' when value.Length > 1 && value[1] == ' ' => (0, QuoteForSign(value[0])),
            _ => InPlain(value),
        };

    private static (int At, string Sentence)? InPlain(string value)
    {
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        var text = comment < 0 ? value : value[..comment];
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 && text.TrimEnd().EndsWith(':'))
            colon = text.TrimEnd().Length - 1;
        return colon < 0 ? null : (colon, ColonInValue);
    }

    private static (int At, string Sentence)? InQuoted(string value)
    {
        var quote = value[0];
        var end = 1;
        for (; end < value.Length; end++)
        {
            if (quote == '"' && value[end] == '\\')
            {
                if (
                    end + 1 < value.Length
                    && !"0abt\tnvfre \"/\\N_LPxuU".Contains(value[end + 1], StringComparison.Ordinal)
                )
                    return (end, Backslash);
                end++;
            }
            else if (value[end] == quote && end + 1 < value.Length && quote == '\'' && value[end + 1] == quote)
                end++;
            else if (value[end] == quote)
                break;
        }
        if (end >= value.Length)
            return (0, QuoteNotClosed);
        var rest = value[(end + 1)..];
        if (rest.TrimStart() is "" || rest.TrimStart().StartsWith('#') && rest[0] is ' ' or '\t')
            return null;
        return rest.Trim() is "," or ";" ? (end + 1, CommaAtEnd)
            : quote == '\'' && rest.Contains('\'', StringComparison.Ordinal) ? (end, ApostropheInside)
            : (end + 1, TextAfterQuote);
    }

    private static (int At, string Sentence)? InBrackets(string value)
    {
        var depth = 0;
        var quote = '\0';
        var isEmpty = true;
        for (var at = 0; at < value.Length; at++)
        {
            var sign = value[at];
            if (quote != '\0')
            {
                quote = sign == quote ? '\0' : quote;
                continue;
            }
            switch (sign)
            {
                case '#' when at > 0 && value[at - 1] == ' ':
                    return (at, HashInBrackets);
                case '[' or '{':
                    depth++;
                    isEmpty = true;
                    continue;
                case ',' when isEmpty:
                    return (at, EmptyItem);
                case ',':
                    isEmpty = true;
                    continue;
                case ']' or '}' when --depth == 0:
                    return AfterBrackets(value, at + 1);
                case '"' or '\'' when isEmpty:
                    quote = sign;
                    break;
            }
            isEmpty &= sign == ' ';
        }
        return null;
    }

    private static (int At, string Sentence)? AfterBrackets(string value, int at)
    {
        var rest = value[at..];
        return rest.Trim() is "" || rest.TrimStart().StartsWith('#') ? null
            : rest.Trim() is "," or ";" ? (at, CommaAtEnd)
            : (0, QuoteForSign(value[0]));
    }

    /// <summary>The sentence for a value that begins with a sign that means something to YAML.</summary>
    public static string QuoteForSign(char sign) =>
        UiText.Of(
            $"a value that begins with {sign} means something else to YAML; put the value in quotes",
            $"wartość zaczynająca się od {sign} znaczy dla YAML coś innego; ujmij wartość w cudzysłów"
        );

    public static string EmptyItem =>
        UiText.Of(
            "an item of the list is empty; take one comma away",
            "jedna z pozycji listy jest pusta; usuń zbędny przecinek"
        );

    public static string QuoteNotClosed =>
        UiText.Of(
            "the quote that begins here is not closed in this line",
            "otwarty tu cudzysłów nie jest zamknięty w tym wierszu"
        );

    private static string SpaceAfterColon =>
        UiText.Of("a space is missing after the colon", "po dwukropku brakuje spacji");

    private static string ColonMissing =>
        UiText.Of(
            "a colon is missing: a line reads 'key: value'",
            "brakuje dwukropka: wiersz ma postać 'klucz: wartość'"
        );

    private static string ColonInValue =>
        UiText.Of(
            "the value contains a colon; put the value in quotes",
            "wartość zawiera dwukropek; ujmij wartość w cudzysłów"
        );

    private static string TextAfterQuote =>
        UiText.Of(
            "text goes on after the closing quote; put the whole value in single quotes: '\"A\" B'",
            "po zamykającym cudzysłowie jest dalszy tekst; ujmij całą wartość w apostrofy: '\"A\" B'"
        );

    private static string ApostropheInside =>
        UiText.Of(
            "an apostrophe inside the text ends it; put the value in double quotes",
            "apostrof wewnątrz tekstu kończy go; ujmij wartość w cudzysłów (\")"
        );

    private static string CommaAtEnd =>
        UiText.Of(
            "no comma or semicolon belongs at the end of a line",
            "na końcu wiersza nie stawia się przecinka ani średnika"
        );

    private static string HashInBrackets =>
        UiText.Of(
            "a # after a space begins a comment, so the list is not closed; put the item in quotes",
            "znak # po spacji zaczyna komentarz, więc lista nie jest domknięta; ujmij pozycję w cudzysłów"
        );

    private static string Backslash =>
        UiText.Of(
            "a backslash in double quotes means something to YAML; put the value in single quotes",
            "ukośnik \\ w cudzysłowie ma w YAML swoje znaczenie; ujmij wartość w apostrofy"
        );

    private static string TabIndents =>
        UiText.Of(
            "indentation by a tab; YAML takes only spaces here",
            "wcięcie tabulatorem; YAML przyjmuje tu tylko spacje"
        );

    private static string Indentation =>
        UiText.Of(
            "this line is not indented like those it belongs to; begin it in the same column as they do",
            "ten wiersz nie ma takiego wcięcia jak wiersze, do których należy; zacznij go w tej samej kolumnie"
        );

    private static string Unknown =>
        UiText.Of(
            "this cannot be read as YAML; compare it with the lines around it, and put text with signs in quotes",
            "tego nie da się odczytać jako YAML; porównaj z sąsiednimi wierszami, a tekst ze znakami ujmij w cudzysłów"
        );

    // An address (https://…) and a time (12:30) are no keys.
    [GeneratedRegex(
        @"^\s*(- +)*[\p{L}_]\w*(?<colon>:)[^\s/\\:]",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex GluedColon();

    [GeneratedRegex(
        @"^\s*(-[ \t]+)*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^([^\s:#""'\[\]{},&*!|>@`%-][^:#\[\]{},]*|""[^""]*""|'[^']*')\s*:([ \t]+|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Key();

    [GeneratedRegex(
        @"^[\p{L}_]\w*([ \t]+|[ \t]*[=;][ \t]*)[^:]*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex NoColon();

    [GeneratedRegex(
        @"^[|>][+\-0-9]{0,2}([ \t]+#.*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex BlockHeader();
}
