using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Office;

/// <summary>An office in a temporary folder, gone with the test.</summary>
internal sealed class OfficeBench : IDisposable
{
    /// <summary>What tells the office's secrets from those of others.</summary>
    public const string Id = "7f3a9c21";

    public static readonly Nip OfficeNip = Nip.Parse("5260001246");
    public static readonly Nip ClientNip = Nip.Parse("1111111111");

    private readonly TemporaryFolder _root = new("ksef-office-");

    public OfficeBench(string environment = "production", string id = Id) =>
        Office = OfficeFolder.Initialize(
            Path.Combine(_root.Path, "office"),
            new OfficeSetup
            {
                Nip = OfficeNip,
                Name = "Biuro Rachunkowe Sigma",
                Id = id,
                Environment = environment,
                Vault = "KsefVault",
            }
        );

    public string Root => _root.Path;

    public OfficeFolder Office { get; private set; }

    /// <summary>A valid NIP for each number from 0 to 999.</summary>
    public static Nip NipNumber(int number)
    {
        for (var tail = 0; ; tail++)
        for (var check = 0; check < 10; check++)
            if (Nip.TryParse($"{5_250_000 + number}{tail:D2}{check}", out var nip))
                return nip;
    }

    /// <summary>A valid InternalId of a client for each number from 0 to 999.</summary>
    public static string PartOf(string nip, int number)
    {
        for (var check = 0; ; check++)
            if (InternalId.TryParse($"{nip}-{1000 + number}{check}", out var part))
                return part.Value;
    }

    public string WriteClient(string text, string fileName = "1111111111.yaml")
    {
        var path = Path.Combine(Office.ClientsPath, fileName);
        File.WriteAllText(path, text);
        return path;
    }

    public void WriteSettings(string text)
    {
        File.WriteAllText(Office.SettingsPath, text);
        Office = OfficeFolder.Open(Office.Path);
    }

    public void Dispose() => _root.Dispose();
}
