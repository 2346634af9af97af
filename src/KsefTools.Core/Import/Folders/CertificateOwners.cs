using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Import.Folders;

/// <summary>
/// Finds the client of each certificate. A company's seal says it itself; a person may act for anybody, so there the
/// clients' files or the names of the folders must say it. Two that disagree are refused.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="profiles">The clients whose files can be used.</param>
internal sealed class CertificateOwners(OfficeFolder office, IReadOnlyCollection<ClientProfile> profiles)
{
    private readonly HashSet<Nip> _clients = [.. profiles.Select(profile => profile.Nip.Nip)];

    public CertificateOwner Find(CertificateDetails certificate, ImportRow row)
    {
        var own = NipOf(certificate);
        var isClient = own is { } known && _clients.Contains(known);
        if (!isClient && IsOffices(certificate, own, out var reason))
            return CertificateOwner.None(reason, ImportRefusal.OfficesOwn);
        var hint = HintOf(row);
        if (isClient && hint is { } other && other != own)
            return CertificateOwner.None(FolderSentences.OtherFolder($"{own}", $"{other}"));
        if (isClient)
            return CertificateOwner.Of(own!.Value);
        return certificate.IsPerson ? OfPerson(certificate, own, hint)
            : certificate.Identity.Kind is IdentityKind.Nip ? OfCompany(own, hint)
            : hint is { } said ? CertificateOwner.Likely(said, FolderSentences.ByFolder)
            : CertificateOwner.None(FolderSentences.Nameless);
    }

    private static CertificateOwner OfCompany(Nip? own, Nip? hint)
    {
        if (own is not { } nip)
            return CertificateOwner.None(FolderSentences.InvalidNip);
        return hint is { } other && other != nip
            ? CertificateOwner.None(FolderSentences.OtherFolder($"{nip}", $"{other}"))
            : CertificateOwner.Of(nip);
    }

    private CertificateOwner OfPerson(CertificateDetails certificate, Nip? own, Nip? hint)
    {
        var signed = profiles
            .Where(profile => !profile.Nip.IsPart && profile.Signers.Any(certificate.BelongsTo))
            .Select(profile => profile.Nip.Nip)
            .ToList();
        if (hint is { } said)
            return signed.Count == 0 || signed.Contains(said)
                ? CertificateOwner.Likely(said, FolderSentences.ByFolder)
                : CertificateOwner.None(FolderSentences.OtherFolder(string.Join(", ", signed), $"{said}"));
        return signed switch
        {
            [var only] => CertificateOwner.Likely(only, FolderSentences.BySigner),
            [] when own is { } nip => CertificateOwner.None(FolderSentences.OwnFolderMissing($"{nip}")),
            [] => CertificateOwner.None(FolderSentences.PersonOfNobody),
            _ => CertificateOwner.None(FolderSentences.SeveralSigners(string.Join(", ", signed))),
        };
    }

    private bool IsOffices(CertificateDetails certificate, Nip? own, out string reason)
    {
        var identity = office.Settings.Identities.FirstOrDefault(known =>
            certificate.BelongsTo(known.ToCertificateIdentity())
        );
        reason = FolderSentences.OfficesOwn(identity);
        return identity is not null || own == office.Settings.Nip;
    }

    private static Nip? NipOf(CertificateDetails certificate)
    {
        foreach (var identity in new[] { certificate.Identity, certificate.OtherIdentity })
            if (identity is { Kind: IdentityKind.Nip, Value: { } value } && Nip.TryParse(value, out var nip))
                return nip;
        return null;
    }

    /// <summary>The NIP in the file's name, or in that of the nearest folder that has one.</summary>
    private static Nip? HintOf(ImportRow row)
    {
        var path = Path.GetRelativePath(row.Folder!, row.File!);
        // The root's own name counts, too: somebody may import the folder of one client.
        var parts = path.Split(Path.DirectorySeparatorChar).Prepend(Path.GetFileName(row.Folder!)).ToArray();
        for (var index = parts.Length - 1; index >= 0; index--)
            if (NipsInText.Find(parts[index]) is [var nip, ..])
                return nip;
        return null;
    }
}
