using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>What was typed so far, as people type it: without accents, a NIP with or without its dashes.</summary>
internal sealed class TypedPart
{
    private readonly string _text;
    private readonly string? _digits;

    internal TypedPart(string typed)
    {
        _text = PlainLetters.Of(typed.Trim());
        var number = _text.StartsWith("pl", StringComparison.Ordinal) ? _text[2..] : _text;
        if (number.Any(char.IsAsciiDigit) && number.All(sign => char.IsAsciiDigit(sign) || sign is '-' or ' '))
            _digits = string.Concat(number.Where(char.IsAsciiDigit));
    }

    /// <summary>How well it fits, the least first; null where it does not.</summary>
    /// <param name="text">What would be inserted.</param>
    /// <param name="alsoKnownAs">By what else it may be looked for.</param>
    internal int? RankIn(string text, string alsoKnownAs)
    {
        if (_text.Length == 0)
            return 0;
        var (plain, other) = (PlainLetters.Of(text), PlainLetters.Of(alsoKnownAs));
        return Begins(plain) ? 0
            : Begins(other) ? 1
            : other.Contains($" {_text}", StringComparison.Ordinal) ? 2
            : Contains(plain) || Contains(other) ? 3
            : null;
    }

    private bool Begins(string plain) =>
        plain.StartsWith(_text, StringComparison.Ordinal)
        || (_digits is not null && plain.StartsWith(_digits, StringComparison.Ordinal));

    private bool Contains(string plain) =>
        plain.Contains(_text, StringComparison.Ordinal)
        || (_digits is not null && plain.Contains(_digits, StringComparison.Ordinal));
}
