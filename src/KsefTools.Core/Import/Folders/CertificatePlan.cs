using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Folders;

/// <summary>What an import of a folder of certificates would do. Making a plan changes nothing.</summary>
public sealed class CertificatePlan : PlannedImport
{
    private readonly ImportOptions _options;
    private readonly TimeProvider _time;

    private CertificatePlan(string source, ImportOptions options, TimeProvider time, IReadOnlyList<PlannedRow> rows)
        : base(source, rows) => (_options, _time) = (options, time);

    /// <summary>Finds the certificates' clients, and compares with the office's files and vault.</summary>
    /// <param name="office">The office.</param>
    /// <param name="vault">The vaults.</param>
    /// <param name="folder">What was read.</param>
    /// <param name="options">How to import.</param>
    /// <param name="time">Tells which certificates have ended.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <exception cref="SecretVaultException">A vault cannot be read.</exception>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public static async Task<CertificatePlan> MakeAsync(
        OfficeFolder office,
        ISecretVault vault,
        CertificateFolder folder,
        ImportOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        var empty = new CertificatePlan(folder.Path, options, time, []);
        var rows = await empty.CompareAsync(office, vault, folder.Rows, cancellationToken).ConfigureAwait(false);
        KeepTheLongest(rows);
        return new CertificatePlan(folder.Path, options, time, rows);
    }

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<PlannedRow>> RenewAsync(
        OfficeFolder office,
        ISecretVault vault,
        IReadOnlyList<PlannedRow> rows,
        CancellationToken cancellationToken
    )
    {
        var changing = rows.Where(row => row.Changes).ToList();
        var renewed = await CompareAsync(office, vault, [.. changing.Select(row => row.Checked!)], cancellationToken)
            .ConfigureAwait(false);
        return Renewed(rows, changing, renewed);
    }

    private async Task<PlannedRow[]> CompareAsync(
        OfficeFolder office,
        ISecretVault vault,
        IReadOnlyList<PlannedRow> rows,
        CancellationToken cancellationToken
    )
    {
        var files = office.Profiles.ReadAll(cancellationToken: cancellationToken);
        var byNip = files.Where(file => file.Nip is not null).ToLookup(file => file.Nip!, StringComparer.Ordinal);
        var owners = new CertificateOwners(office, [.. files.Select(file => file.Profile).OfType<ClientProfile>()]);
        var revoked = RevokedCertificates.Of(office);
        var placed = rows.Select(row => Place(office, owners, revoked, byNip, row) with { Checked = row }).ToArray();
        var present = await PresentSecrets
            .ReadAsync(vault, placed.Select(row => row.Address), cancellationToken)
            .ConfigureAwait(false);
        return [.. placed.Select(row => Compare(office, present, row))];
    }

    /// <summary>Finds the client, the client's file, and the place of the secret.</summary>
    private PlannedRow Place(
        OfficeFolder office,
        CertificateOwners owners,
        RevokedCertificates revoked,
        ILookup<string, ProfileReadResult> files,
        PlannedRow row
    )
    {
        if (row is not { Outcome: ImportOutcome.Imported, Pair: { Details: var certificate } })
            return row;
        if (certificate.Type is CertificateType.Offline)
            return Refuse(row, ImportRefusal.OfflineCertificate, FolderSentences.Offline);
        if (revoked.Find(certificate.SerialNumber) is { } end)
            return Refuse(row, ImportRefusal.RevokedHere, end);
        var owner = owners.Find(certificate, row.Row);
        if (owner.Nip is not { } nip)
            return Refuse(row, owner.Refusal, owner.Reason!);
        row = row with { Row = row.Row with { Nip = nip }, Says = owner.Certainty, Reason = owner.Reason };
        if (ImportPlan.FileProblem([.. files[nip.Value]]) is { } problem)
            return Refuse(row, ImportRefusal.BrokenProfile, problem);
        var profile = files[nip.Value].FirstOrDefault()?.Profile;
        var environment = profile is null
            ? _options.Environment ?? office.Settings.Environment
            : office.EnvironmentNameOf(profile);
        row = row with { Profile = profile, Environment = environment };
        if (_options.Allowed.Refusal(environment) is { } refusal)
            return Refuse(row, ImportRefusal.UnknownEnvironment, refusal);
        var expectation = new KeyMaterialExpectation { Environment = environment };
        if (KeyMaterialCheck.Problems(certificate, expectation, _time) is [var first, ..])
            return Refuse(row, ImportRefusal.UnusableCertificate, first.Message);
        return PlaceSecret(office, row, certificate);
    }

    private PlannedRow PlaceSecret(OfficeFolder office, PlannedRow row, CertificateDetails certificate)
    {
        var entries = (row.Profile?.Access ?? [])
            .Select((Entry, Index) => (Entry, Index))
            .Where(pair => pair.Entry is { Kind: CredentialKind.Certificate, Secret: not null })
            .ToList();
        var same = entries.Find(pair => IsSame(pair.Entry.Serial, certificate.SerialNumber));
        var isKept = same.Entry is not null && !SecretOwner.IsOfAnother(office, same.Entry.Secret!);
        var own = new SecretAddress(
            _options.Vault ?? office.Settings.Vault,
            CertificateKeeper.NameOf(row.Environment!, row.Row.Nip!.Value.Value, certificate, office.Id)
        );
        if (same.Entry is null && entries.Count > 1)
            return Refuse(
                row,
                ImportRefusal.OtherCertificateKept,
                FolderSentences.SeveralCertificates(
                    CommandText
                        .Of("Set-KsefCredential")
                        .With(row.Row.Nip!.Value.Value)
                        .With("CertificatePath", row.Row.File)
                        .Literally("-SecretName")
                )
            );
        return row with
        {
            Address = isKept ? SecretUse.AddressOf(office, same.Entry!) : own,
            AccessIndex =
                same.Entry is not null ? same.Index
                : entries.Count == 1 ? entries[0].Index
                : null,
        };
    }

    private PlannedRow Compare(OfficeFolder office, PresentSecrets present, PlannedRow row)
    {
        if (row is not { Outcome: ImportOutcome.Imported, Address: { } address, Pair: { } pair })
            return row;
        if (present.Refused.TryGetValue(address, out var refusal))
            return Refuse(row, ImportRefusal.OtherCertificateKept, refusal.Message);
        var isThere = present.Found.TryGetValue(address, out var lying);
        if (isThere && FingerprintOf(lying!) != pair.Details.Fingerprint)
            return Refuse(row, ImportRefusal.OtherCertificateKept, FolderSentences.OtherSecret($"{address}"));
        // The same certificate may have been written in another form: it stays as it lies.
        row = row with
        {
            Present = isThere ? pair.Secret : null,
        };
        if (row.AccessIndex is not { } index)
            return row;
        var entry = row.Profile!.Access[index];
        if (IsSame(entry.Serial, pair.Details.SerialNumber))
            return isThere && SecretUse.AddressOf(office, entry) == address
                ? row with
                {
                    Outcome = ImportOutcome.Unchanged,
                }
                : row;
        return _options.Replace
            ? row with
            {
                Outcome = ImportOutcome.Replaced,
            }
            : Refuse(row, ImportRefusal.OtherCertificateKept, FolderSentences.OtherKept(entry.Serial ?? "?"));
    }

    /// <summary>
    /// Of a client's several certificates the one that lasts longest is taken, and one that is here stays.
    /// </summary>
    private static void KeepTheLongest(PlannedRow[] rows)
    {
        var clients = Enumerable
            .Range(0, rows.Length)
            .Where(index => rows[index] is { Pair: not null, Row.Nip: not null } row && IsCandidate(row))
            .GroupBy(index => rows[index].Row.Nip!.Value);
        foreach (var client in clients)
        {
            var best = client.MaxBy(index => rows[index].Pair!.Details.ValidTo);
            foreach (var index in client.Where(index => index != best && rows[index].Changes))
                rows[index] = Refuse(
                    rows[index],
                    ImportRefusal.Superseded,
                    FolderSentences.Superseded(rows[best].Row.Place, rows[best].Pair!.Details.ValidTo)
                );
        }
    }

    private static bool IsCandidate(PlannedRow row) =>
        row.Outcome is ImportOutcome.Imported or ImportOutcome.Replaced or ImportOutcome.Unchanged
        || row.Refusal is ImportRefusal.OtherCertificateKept;

    private static PlannedRow Refuse(PlannedRow row, ImportRefusal refusal, string reason) =>
        row with
        {
            Outcome = ImportOutcome.Refused,
            Refusal = refusal,
            Reason = reason,
            Address = null,
        };

    private static bool IsSame(string? one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? FingerprintOf(SecretText lying)
    {
        try
        {
            using var material = KeyMaterial.FromVaultText(lying);
            return material.Details.Fingerprint;
        }
        catch (KeyMaterialException)
        {
            return null;
        }
    }
}
