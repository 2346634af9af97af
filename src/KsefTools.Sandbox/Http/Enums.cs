namespace KsefTools.Sandbox.Http;

/// <summary>Enumerations in requests: by exact name only, since Enum.TryParse also takes numbers.</summary>
internal static class Enums
{
    public static bool TryParse<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null
            && Enum.GetNames<T>().Contains(text, StringComparer.Ordinal)
            && Enum.TryParse(text, out value);
    }
}
