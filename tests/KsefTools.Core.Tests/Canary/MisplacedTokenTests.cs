using System.Text.Json;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Canary;

/// <summary>A token that a person put where none belongs reaches no file, no result and no message.</summary>
public sealed class MisplacedTokenTests : IDisposable
{
    private const string Canary = "cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJwZXIiOlsiT3duZXIiXX0.c2lnbmF0dXJl";
    private static readonly Nip A = OfficeBench.NipNumber(1);
    private static readonly string Token = $"20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-{A}|{Canary}";

    private readonly ImportBench _bench = new();

    public static TheoryData<string> Columns =>
        ["Nazwa", "Kontakt", "Tagi", "Opiekun", "Wygenerował", "Środowisko", "Uwagi", "NIP"];

    public static TheoryData<string> Keys =>
        [
            "name",
            "contact",
            "tags",
            "permissions",
            "environment",
            "note",
            "secret",
            "vault",
            "reference",
            "generatedBy",
        ];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_token_in_another_column_reaches_neither_files_nor_results(string column)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NIP"] = A.Value,
            ["Nazwa"] = "Kowalski",
            ["Token"] = "",
            ["Kontakt"] = "",
            ["Tagi"] = "",
            ["Opiekun"] = "",
            ["Wygenerował"] = "",
            ["Środowisko"] = "",
            ["Uwagi"] = "",
        };
        cells[column] = $"\"pilne: {Token}\"";

        var results = await _bench.ImportAsync($"{string.Join(';', cells.Keys)}\n{string.Join(';', cells.Values)}\n");

        AssertSilent(results);
    }

    [Theory]
    [InlineData("20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|krótki")]
    [InlineData(Canary)]
    [InlineData(Jwt)]
    public async Task Parts_of_a_token_and_access_tokens_count_as_well(string secret)
    {
        var row = Assert.Single(
            (await _bench.PlanAsync($"NIP;Nazwa;Token\n{A};{secret};{ImportBench.Token(1, A)}\n")).Rows
        );

        Assert.Equal(ImportRefusal.MisplacedSecret, row.Refusal);
        Assert.Contains("Nazwa", row.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(row.ToResult(_bench.Office)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Przedsiębiorstwo Produkcyjno-Usługowo-Handlowe Konstantynopolitańczykowianeczka sp. z o.o.")]
    [InlineData("https://www.biuro-rachunkowe-sigma.example/klienci/kontakt/formularz-zgloszeniowy")]
    [InlineData("20251010-EC-1DCE3E3000-12ECB5B36E-45")]
    [InlineData("biuro-rachunkowe-sigma-1a2b3c4d-5260001246-token")]
    public async Task Names_addresses_and_reference_numbers_are_no_tokens(string text)
    {
        var result = Assert.Single(
            await _bench.ImportAsync($"NIP;Nazwa;Kontakt;Token\n{A};{text};{text};{ImportBench.Token(1, A)}\n")
        );

        Assert.Equal((ImportOutcome.Imported, text), (result.Outcome, result.Name));
    }

    [Fact]
    public async Task A_cell_that_swallowed_the_rows_below_is_not_shown()
    {
        var results = await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};\"Kowalski;{Token}\n{A};X;{Token}\n");

        AssertSilent(results);
    }

    [Fact]
    public void A_token_in_the_header_is_not_named_as_a_column() =>
        Assert.Empty(_bench.Read($"NIP;Token;{Token}\n{A};;\n").IgnoredColumns);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_token_in_a_profile_makes_it_unusable_and_is_not_repeated(string key)
    {
        foreach (var secret in (string[])[Token, Canary, Jwt])
        {
            var path = _bench.WriteClient(Profile(key, secret), $"{A}.yaml");

            var read = _bench.Office.Profiles.Read(A)!;

            Assert.Null(read.Profile);
            Assert.DoesNotContain(secret, string.Join('\n', read.Problems), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, $"{new OfficeFileException(read.Problems)}", StringComparison.Ordinal);
            Assert.Equal(path, read.Path);
        }
    }

    [Theory]
    [InlineData("nip: \"1111111111\"\n{0}: 1\n{0}: 2\n")]
    [InlineData("nip: \"1111111111\"\nname: !{1}!{1} X\n")]
    [InlineData("nip: \"1111111111\"\nname: \"{0}\n")]
    [InlineData("nip: \"1111111111\"\nname: [{0}\n")]
    [InlineData("{0}\n")]
    [InlineData("- {0}\n")]
    [InlineData("nip: {0}\n")]
    [InlineData("nip: \"1111111111\"\nname: *{1}\n")]
    [InlineData("%{1} {0}\n---\nname: X\n")]
    public void What_a_broken_file_holds_is_not_repeated(string text)
    {
        _bench.WriteClient(string.Format(provider: null, text, Token, Canary), $"{A}.yaml");

        var read = _bench.Office.Profiles.Read(A)!;

        Assert.Null(read.Profile);
        Assert.DoesNotContain(Canary, string.Join('\n', read.Problems), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_token_in_office_yaml_is_refused_and_a_fingerprint_is_not()
    {
        var settings = File.ReadAllText(_bench.Office.SettingsPath);
        File.WriteAllText(_bench.Office.SettingsPath, $"{settings}\nnote: {Token}\n");
        var error = Assert.Throws<OfficeFileException>(() => OfficeFolder.Open(_bench.Office.Path));
        Assert.DoesNotContain(Canary, $"{error}", StringComparison.OrdinalIgnoreCase);

        File.WriteAllText(_bench.Office.SettingsPath, $"{settings}\nnote: {Canary}\n");
        OfficeFolder.Open(_bench.Office.Path);
    }

    private static string Profile(string key, string secret)
    {
        var value = key is "tags" or "permissions" ? $"[{secret}]" : secret;
        return key switch
        {
            "name" => $"nip: \"{A}\"\nname: {value}\n",
            "secret" => $"nip: \"{A}\"\nname: X\naccess:\n- secret: {value}\n",
            "vault" or "reference" or "generatedBy" =>
                $"nip: \"{A}\"\nname: X\naccess:\n- secret: ksef-prod-{A}-token\n  {key}: {value}\n",
            _ => $"nip: \"{A}\"\nname: X\n{key}: {value}\n",
        };
    }

    private void AssertSilent(IEnumerable<KsefImportResult> results)
    {
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(results), StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(_bench.Office.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Canary, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
    }
}
