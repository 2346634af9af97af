using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Import.Folders;

/// <summary>The certificates that this office has revoked: a folder from before offers them again.</summary>
internal sealed class RevokedCertificates
{
    private readonly Dictionary<string, DateTimeOffset> _revoked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>As the journal tells; records that cannot be read are left out.</summary>
    public static RevokedCertificates Of(OfficeFolder office)
    {
        var revoked = new RevokedCertificates();
        foreach (var record in JournalReader.ReadAll(office, [OperationKind.Revocation], static (_, _) => { }))
            if (
                record.Start["serial"] is { } serial
                && record.Entries.FirstOrDefault(entry => entry.Is(RevocationStep.Revoked)) is { } entry
            )
                revoked._revoked.TryAdd(serial, entry.At);
        return revoked;
    }

    /// <summary>Why a certificate is not to come in again; null where nothing speaks against it.</summary>
    public string? Find(string serial) =>
        _revoked.TryGetValue(serial, out var moment) ? FolderSentences.Revoked(moment) : null;
}
