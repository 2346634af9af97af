using System.Globalization;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>
/// The register of who got a certificate with its key, as the Ministry's handbook asks of a company: kept by the
/// journal, which each export writes before anything leaves the vault.
/// </summary>
public static class HandoutRegister
{
    /// <summary>What left the vault, oldest first; of exports that wrote the same file again, each.</summary>
    /// <param name="office">Whose journal it is.</param>
    /// <param name="warn">Told which records cannot be read.</param>
    public static IReadOnlyList<Handout> Read(OfficeFolder office, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        return
        [
            .. JournalReader
                .ReadAll(office, [OperationKind.Export], (path, failure) => warn($"'{path}': {failure.Message}"))
                .Where(record => !record.Has(CertificateHandout.Failed))
                .Select(record => Of(record.Subject, record.Start)),
        ];
    }

    private static Handout Of(string subject, JournalEntry start) =>
        new(subject, start.At)
        {
            Nip = start["nip"],
            Identity = start["identity"],
            To = start["to"],
            Path = start["path"],
            Format = start["format"],
            SerialNumber = start["serial"],
            ValidTo = DateTimeOffset.TryParse(
                start["validTo"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var end
            )
                ? end
                : null,
        };
}
