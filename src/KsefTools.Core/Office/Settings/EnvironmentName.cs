using KsefTools.Core.Api;

namespace KsefTools.Core.Office.Settings;

/// <summary>An environment as a file or a spreadsheet names it: <c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
public static class EnvironmentName
{
    /// <summary>
    /// Reads what people write, Polish and short forms included, and gives the one form that is kept. The address of one
    /// of the three environments reads as its name, so that two spellings never make two environments.
    /// </summary>
    /// <param name="text">As written.</param>
    /// <param name="name">The name or the address; empty where the text is neither.</param>
    public static bool TryParse(string? text, out string name)
    {
        var trimmed = text?.Trim() ?? "";
        name = trimmed.ToUpperInvariant() switch
        {
            "PRODUCTION" or "PROD" or "PRD" or "PRODUKCJA" or "PRODUKCYJNE" or "PRODUKCYJNY" => "production",
            "DEMO" or "PREPROD" or "TR" => "demo",
            "TEST" or "TE" or "TESTOWE" or "TESTOWY" => "test",
            _ => KsefEnvironment.TryParse(trimmed, out var environment, out _) ? environment.Name : "",
        };
        return name.Length > 0;
    }

    /// <summary>Whether both name the same environment.</summary>
    public static bool Same(string left, string right) =>
        TryParse(left, out var first)
        && TryParse(right, out var second)
        && string.Equals(first, second, StringComparison.OrdinalIgnoreCase);

    /// <summary>One sentence that says what is expected.</summary>
    public static string Expectation =>
        UiText.Of(
            "an environment is production, demo, test or an address (https, or http on this computer only)",
            "środowisko to production, demo, test albo adres (https, a http tylko na tym komputerze)"
        );
}
