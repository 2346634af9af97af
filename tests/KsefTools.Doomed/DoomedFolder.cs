using KsefTools.Core.Files;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Doomed.Vault;

namespace KsefTools.Doomed;

/// <summary>
/// What outlives a process, apart from KSeF: the office, its vault, and the card of who signs by hand.
/// </summary>
/// <param name="path">Only its owner should be able to enter it.</param>
public sealed class DoomedFolder(string path)
{
    private readonly string _points = Path.Combine(path, "points.txt");
    private readonly string _writes = Path.Combine(path, "writes.txt");
    private readonly string _seal = Path.Combine(path, "seal.pem");

    public string OfficePath { get; } = Path.Combine(path, "office");

    /// <summary>What an import reads.</summary>
    public string SheetPath { get; } = Path.Combine(path, "tokens.csv");

    /// <summary>The certificate files that an import reads.</summary>
    public string CertificatesPath { get; } = Path.Combine(path, "certificates");

    public FolderVault Vault { get; } = new(Path.Combine(path, "vault"));

    /// <summary>The points that were passed so far, in order, over all processes.</summary>
    public IReadOnlyList<string> Points => File.Exists(_points) ? File.ReadAllLines(_points) : [];

    public void AddPoint(string point) => File.AppendAllText(_points, point + "\n");

    /// <summary>Counts a write to the vault, whether it will succeed or not.</summary>
    /// <returns>The number of this one, from 1.</returns>
    public int AddWrite()
    {
        File.AppendAllText(_writes, "write\n");
        return File.ReadLines(_writes).Count();
    }

    public void KeepSeal(KeyMaterial seal) =>
        OwnerOnlyFile.Write(_seal, System.Text.Encoding.UTF8.GetBytes(seal.ToVaultText().Reveal()), overwrite: false);

    public KeyMaterial ReadSeal() => KeyMaterial.FromVaultText(new SecretText(File.ReadAllText(_seal)));
}
