using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Import.Folders;

/// <summary>
/// Brings certificates and keys together, and gives a row for each pair and for each file that is left.
/// </summary>
/// <param name="root">The folder that all files are in.</param>
/// <param name="files">The files, read.</param>
internal sealed class FolderMatching(string root, IReadOnlyCollection<FolderFile> files)
{
    /// <summary>The keys by their public part; of one that lies there several times, the first.</summary>
    private readonly Dictionary<string, (FolderFile File, KeyPair Key)> _keys = new(StringComparer.Ordinal);

    /// <summary>Which certificate was found first in which file.</summary>
    private readonly Dictionary<string, FolderFile> _found = new(StringComparer.Ordinal);

    /// <summary>The public parts of the keys that have a certificate.</summary>
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>One for each file, but for those of keys that a row names beside the certificate's.</summary>
    public IReadOnlyList<PlannedRow> Rows()
    {
        foreach (var file in files)
        foreach (var key in file.Parts?.Keys ?? [])
            _keys.TryAdd(key.PublicPart, (file, key));
        // Certificates first: only then is it known which keys are left.
        var certificates = files
            .Where(file => file.Parts?.Certificates.Count > 0)
            .ToDictionary(file => file, OfCertificates);
        return [.. files.SelectMany(file => certificates.GetValueOrDefault(file) ?? OfRest(file))];
    }

    private List<PlannedRow> OfCertificates(FolderFile file)
    {
        var rows = new List<PlannedRow>();
        foreach (var certificate in file.Parts!.Certificates)
            if (
                KeyPair.PublicPartOf(certificate) is { } part
                && _keys.TryGetValue(part, out var key)
                && key.Key.Matches(certificate)
            )
            {
                _used.Add(part);
                rows.Add(Paired(file, certificate, key.File, key.Key));
            }
        // An issuer's certificate beside the holder's is nobody's row.
        if (rows.Count == 0)
            rows.Add(WithoutKey(file, CertificateDetails.Of(file.Parts.Certificates[0])));
        return rows;
    }

    private PlannedRow Paired(FolderFile file, X509Certificate2 certificate, FolderFile keyFile, KeyPair key)
    {
        // What is joined here belongs to the files, which end it.
        var material = KeyMaterial.Join(certificate, key);
        var pair = new CertificatePair(material.Details, material.ToVaultText());
        var row = RowOf(file) with { Name = NameOf(material.Details), KeyFile = keyFile == file ? null : keyFile.Path };
        if (!_found.TryAdd(material.Details.Fingerprint, file))
            return new PlannedRow
            {
                Row = row,
                Pair = pair,
                Outcome = ImportOutcome.Duplicate,
                Reason = FolderSentences.SameCertificate(Relative(_found[material.Details.Fingerprint])),
            };
        return new PlannedRow
        {
            Row = row,
            Pair = pair,
            Outcome = ImportOutcome.Imported,
        };
    }

    private PlannedRow WithoutKey(FolderFile file, CertificateDetails details)
    {
        var stem = Path.ChangeExtension(file.Path, null);
        var locked = files.FirstOrDefault(other =>
            other.Problem is not null
            && other != file
            && string.Equals(Path.ChangeExtension(other.Path, null), stem, StringComparison.OrdinalIgnoreCase)
        );
        return RowChecks.Refuse(
            RowOf(file) with
            {
                Name = NameOf(details),
                Nip =
                    details.Identity.Kind is IdentityKind.Nip && Nip.TryParse(details.Identity.Value, out var nip)
                        ? nip
                        : null,
            },
            token: null,
            ImportRefusal.KeyMissing,
            locked is null
                ? FolderSentences.KeyMissing
                : FolderSentences.KeyLocked(PlainText.Line(Path.GetFileName(locked.Path)))
        );
    }

    private IEnumerable<PlannedRow> OfRest(FolderFile file)
    {
        if (file.Problem is var (refusal, reason))
            return [RowChecks.Refuse(RowOf(file), token: null, refusal, reason)];
        var keys = file.Parts!.Keys;
        var left = keys.FirstOrDefault(key => !_used.Contains(key.PublicPart));
        if (left is not null)
            return
            [
                RowChecks.Refuse(
                    RowOf(file),
                    token: null,
                    ImportRefusal.CertificateMissing,
                    FolderSentences.CertificateMissing
                ),
            ];
        var copy = keys.Select(key => _keys[key.PublicPart].File).FirstOrDefault(other => other != file);
        return copy is null
            ? []
            :
            [
                new PlannedRow
                {
                    Row = RowOf(file),
                    Outcome = ImportOutcome.Duplicate,
                    Reason = FolderSentences.SameKey(Relative(copy)),
                },
            ];
    }

    private ImportRow RowOf(FolderFile file) =>
        new()
        {
            File = file.Path,
            Folder = root,
            Number = 0,
        };

    /// <summary>KSeF adds to a name what a certificate is for.</summary>
    private static string? NameOf(CertificateDetails details)
    {
        var name = details.CommonName;
        if (name.EndsWith(')') && name.LastIndexOf('(') is > 0 and var mark)
            name = name[..mark];
        return name.Trim() is { Length: > 0 } plain ? plain : null;
    }

    private string Relative(FolderFile file) => PlainText.Line(Path.GetRelativePath(root, file.Path));
}
