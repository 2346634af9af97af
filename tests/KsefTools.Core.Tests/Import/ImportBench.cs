using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Import;

/// <summary>An office, a vault, and spreadsheets to import.</summary>
internal sealed class ImportBench : IDisposable
{
    private readonly OfficeBench _bench = new();

    public OfficeFolder Office => _bench.Office;

    public InMemoryVault Vault { get; } = new();

    public static string Token(int number, Nip? context) =>
        $"202510{10 + (number % 20)}-EC-{number:X10}-12ECB5B36E-45|{(context is { } nip ? $"nip-{nip}|" : "")}{new string('a', 56)}{number:x8}";

    public static SecretAddress AddressOf(Nip nip) => new("KsefVault", $"ksef-prod-{nip}-token");

    public string WriteSheet(string text, Encoding? encoding = null, string name = "tokens.csv")
    {
        var path = Path.Combine(_bench.Root, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    public string WriteClient(string text, string fileName = "1111111111.yaml") => _bench.WriteClient(text, fileName);

    public Spreadsheet Read(string text) => SpreadsheetReader.Read(WriteSheet(text));

    public Task<ImportPlan> PlanAsync(string text, ImportOptions? options = null, ISecretVault? vault = null) =>
        ImportPlan.MakeAsync(
            Office,
            vault ?? Vault,
            Read(text),
            options ?? new ImportOptions(),
            CancellationToken.None
        );

    public async Task<List<KsefImportResult>> ImportAsync(
        string text,
        ImportOptions? options = null,
        ISecretVault? vault = null,
        CancellationToken cancellationToken = default
    )
    {
        var plan = await PlanAsync(text, options, vault);
        var results = new List<KsefImportResult>();
        await foreach (
            var result in new Importer(Office, vault ?? Vault, TimeProvider.System).RunAsync(plan, cancellationToken)
        )
            results.Add(result);
        return results;
    }

    /// <summary>What the vault holds under an address; null for nothing.</summary>
    public string? Secret(Nip nip) =>
        Vault.ReadAsync([AddressOf(nip)], CancellationToken.None).Result.Values.SingleOrDefault()?.Reveal();

    public ClientProfile? Profile(Nip nip) => Office.Profiles.Read(nip)?.Profile;

    public void Dispose() => _bench.Dispose();
}
