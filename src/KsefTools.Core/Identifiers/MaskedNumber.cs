namespace KsefTools.Core.Identifiers;

/// <summary>
/// An identifier for texts that others may read: of a PESEL, which tells a birthday, only the last digits.
/// </summary>
public static class MaskedNumber
{
    private const int Shown = 4;

    /// <summary>The value, or what of it may be shown.</summary>
    public static string Of(string? type, string? value) =>
        type is "Pesel" && value is { Length: > Shown }
            ? $"{new string('*', value.Length - Shown)}{value[^Shown..]}"
            : value ?? type ?? "";
}
