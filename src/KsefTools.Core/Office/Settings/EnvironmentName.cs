using System.Diagnostics.CodeAnalysis;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// An environment as a file or a spreadsheet names it: <c>production</c>, <c>demo</c>, <c>test</c> or an address.
/// </summary>
public static class EnvironmentName
{
    // As people write them: the Ministry's own words, short forms, Polish ones, without accents and in lower case.
    private static readonly string[] Production = ["production", "prod", "prd"];
    private static readonly string[] Demo = ["demo", "preprod", "preproduction", "tr"];
    private static readonly string[] Test = ["test", "te"];
    private static readonly string[] Stems = ["przedprodukc", "produkc", "demonstrac", "testow"];
    private static readonly string[] Noise = ["srodowisko", "environment", "env", "ksef", "api"];

    /// <summary>
    /// Reads what people write, Polish and short forms included, and gives the one form that is kept. The address of
    /// one of the three environments reads as its name, so that two spellings never make two environments.
    /// </summary>
    /// <param name="text">As written.</param>
    /// <param name="name">The name or the address; empty where the text is neither.</param>
    public static bool TryParse(string? text, out string name) => TryParse(text, out name, out _);

    /// <summary>As the other one, with a sentence where the text is refused.</summary>
    public static bool TryParse(string? text, out string name, [NotNullWhen(false)] out string? error)
    {
        error = null;
        name = OfWords(text ?? "")?.Name ?? "";
        if (name.Length > 0)
            return true;
        if (KsefEnvironment.TryParse(text, out var environment, out error))
            name = environment.Name;
        // A host alone, as a spreadsheet has it, is taken where it is the Ministry's.
        else if (!KsefEnvironment.TryParse($"https://{text?.Trim()}", out environment, out var pointer))
            error = pointer;
        else if (environment.Kind is EnvironmentKind.Ministry)
            (name, error) = (environment.Name, null);
        return error is null;
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

    // "Przedprodukcyjne (Demo)", "środowisko testowe - TE": every word that says anything must say the same.
    private static KsefEnvironment? OfWords(string text)
    {
        if (text.Contains("//", StringComparison.Ordinal))
            return null;
        var words = PlainLetters
            .Of(text)
            .Replace("pre-", "pre", StringComparison.Ordinal)
            .Replace("przed-", "przed", StringComparison.Ordinal)
            .Split(
                [' ', '\u00A0', '\t', '(', ')', '[', ']', '-', '_', '/', ',', ':'],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Where(word => !Noise.Contains(word, StringComparer.Ordinal))
            .Select(OfWord)
            .Distinct()
            .ToArray();
        return words is [{ } one] ? one : null;
    }

    private static KsefEnvironment? OfWord(string word) =>
        Production.Contains(word, StringComparer.Ordinal) ? KsefEnvironment.Production
        : Demo.Contains(word, StringComparer.Ordinal) ? KsefEnvironment.Demo
        : Test.Contains(word, StringComparer.Ordinal) ? KsefEnvironment.Test
        : Array.FindIndex(Stems, stem => word.StartsWith(stem, StringComparison.Ordinal)) switch
        {
            0 or 2 => KsefEnvironment.Demo,
            1 => KsefEnvironment.Production,
            3 => KsefEnvironment.Test,
            _ => null,
        };
}
