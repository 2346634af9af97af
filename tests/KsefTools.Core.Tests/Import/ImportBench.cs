using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Import;

/// <summary>An office, a vault, and spreadsheets to import.</summary>
internal sealed class ImportBench : IDisposable
{
    private readonly OfficeBench _bench = new();

    public OfficeFolder Office => _bench.Office;

    public InMemoryVault Vault { get; } = new();

    public static string Token(int number, Nip? context) =>
        $"202510{10 + (number % 20)}-EC-{number:X10}-12ECB5B36E-45|"
        + $"{(context is { } nip ? $"nip-{nip}|" : "")}{new string('a', 56)}{number:x8}";

    public static SecretAddress AddressOf(Nip nip) => new("KsefVault", $"ksef-prod-{nip}-token-o{OfficeBench.Id}");

    public string WriteSheet(string text, Encoding? encoding = null, string name = "tokens.csv")
    {
        var path = Path.Combine(_bench.Root, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    public void WriteSettings(string text) => _bench.WriteSettings(text);

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
        SecretHomes? homes = null,
        CancellationToken cancellationToken = default
    )
    {
        var plan = await PlanAsync(text, options, vault);
        return await RunAsync(
            new Importer(Office, vault ?? Vault, TimeProvider.System, homes),
            plan,
            cancellationToken
        );
    }

    /// <summary>Carries out a plan, which may be older than what is there now.</summary>
    public Task<List<KsefImportResult>> RunAsync(
        ImportPlan plan,
        TimeSpan? patience = null,
        Action<TimeSpan>? waiting = null
    ) =>
        RunAsync(
            new Importer(Office, Vault, TimeProvider.System)
            {
                Patience = patience ?? TimeSpan.FromMinutes(1),
                Waiting = waiting,
            },
            plan,
            CancellationToken.None
        );

    private static async Task<List<KsefImportResult>> RunAsync(
        Importer importer,
        ImportPlan plan,
        CancellationToken cancellationToken
    )
    {
        var results = new List<KsefImportResult>();
        await foreach (var result in importer.RunAsync(plan, cancellationToken))
            results.Add(result);
        return results;
    }

    /// <summary>What the vault holds under an address; null for nothing.</summary>
    public string? Secret(Nip nip) =>
        Vault.ReadAsync([AddressOf(nip)], CancellationToken.None).Result.Values.SingleOrDefault()?.Reveal();

    /// <summary>A spreadsheet of so many clients, the first of them in row 2.</summary>
    public static string Sheet(int clients) =>
        "NIP;Nazwa;Token\n"
        + string.Concat(Enumerable.Range(1, clients).Select(number => $"{Client(number)};K{number};{Token(number)}\n"));

    public static Nip Client(int number) => OfficeBench.NipNumber(number);

    public static string Token(int number) => Token(number, Client(number));

    /// <summary>Whether the client's token is in the vault and its profile names it.</summary>
    public bool IsWhole(int number) =>
        Profile(Client(number)) is { } profile
        && profile.Access.SingleOrDefault()?.Reference == Token(number)[..36]
        && Secret(Client(number)) == Token(number);

    public bool IsAbsent(int number) => Profile(Client(number)) is null && Secret(Client(number)) is null;

    public ClientProfile? Profile(Nip nip) => Office.Profiles.Read(nip)?.Profile;

    public void Dispose() => _bench.Dispose();
}
