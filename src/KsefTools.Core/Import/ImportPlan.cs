using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>What an import of a spreadsheet would do, row by row. Making a plan changes nothing.</summary>
public sealed class ImportPlan : PlannedImport
{
    private readonly ImportOptions _options;

    private ImportPlan(Spreadsheet sheet, ImportOptions options, IReadOnlyList<PlannedRow> rows)
        : base(sheet.Path, rows) => _options = options;

    /// <summary>Compares a spreadsheet with the office's files and vault.</summary>
    /// <exception cref="SecretVaultException">A vault cannot be read.</exception>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public static async Task<ImportPlan> MakeAsync(
        OfficeFolder office,
        ISecretVault vault,
        Spreadsheet sheet,
        ImportOptions options,
        CancellationToken cancellationToken
    )
    {
        var checkedRows = RowChecks.Check(sheet.Rows, EndedTokens.Of(office, cancellationToken));
        var rows = await CompareAsync(office, vault, options, checkedRows, cancellationToken).ConfigureAwait(false);
        RefusePartsAlone(office, rows);
        NoteSharedTokens(rows);
        return new ImportPlan(sheet, options, rows);
    }

    internal override async Task<IReadOnlyList<PlannedRow>> RenewAsync(
        OfficeFolder office,
        ISecretVault vault,
        IReadOnlyList<PlannedRow> rows,
        CancellationToken cancellationToken
    )
    {
        var changing = rows.Where(row => row.Changes).ToList();
        var renewed = await CompareAsync(
                office,
                vault,
                _options,
                [.. changing.Select(row => row.Checked!)],
                cancellationToken
            )
            .ConfigureAwait(false);
        RefusePartsAlone(office, renewed);
        return Renewed(rows, changing, renewed);
    }

    /// <summary>Rows that were checked by themselves, beside what the office has.</summary>
    private static async Task<PlannedRow[]> CompareAsync(
        OfficeFolder office,
        ISecretVault vault,
        ImportOptions options,
        PlannedRow[] rows,
        CancellationToken cancellationToken
    )
    {
        var files = office.Profiles.ReadAll(cancellationToken: cancellationToken).ToList();
        var profiles = files
            .Where(result => result.Nip is not null)
            .ToLookup(result => result.Nip!, StringComparer.Ordinal);
        ProfileReadResult[] FilesOf(PlannedRow row) =>
            profiles[row.Row.Nip?.Value ?? ""].ToArray() is { Length: > 0 } own ? own
            : row.Row.Nip is { IsPart: true } part ? [.. profiles[part.Nip.Value].Where(file => file.Profile is null)]
            : [];
        var environments = profiles.ToDictionary(
            client => client.Key,
            client => client.First().Profile?.Environment ?? office.Settings.Environment,
            StringComparer.Ordinal
        );
        var placed = new PlannedRow[rows.Length];
        // A part is where its client is, and that may be a row's to say: wherever it stands, it comes first.
        foreach (var (index, row) in rows.Index().OrderBy(row => row.Item.Row.Nip is { IsPart: true }))
        {
            var clients = row.Row.Nip is { IsPart: true } part ? environments.GetValueOrDefault(part.Nip.Value) : null;
            placed[index] = Place(office, options, FilesOf(row), clients, row) with { Checked = row };
            if (placed[index] is { Row.Nip: { } nip, Environment: { } environment })
                environments.TryAdd(nip.Value, environment);
        }
        var present = await ReadPresentAsync(vault, placed, cancellationToken).ConfigureAwait(false);
        // What lies where a file says may be another office's: the row gets a place that is ours.
        var moved = placed.Select(row => IsOfOthers(office, present, row) ? Own(office, options, row) : row).ToArray();
        present = moved.SequenceEqual(placed)
            ? present
            : await ReadPresentAsync(vault, moved, cancellationToken).ConfigureAwait(false);
        var use = SecretUse.Of(office, files);
        return [.. moved.Select(row => RefuseSharedSecret(use, Compare(options, present, row)))];
    }

    /// <summary>Finds the client's file and the place of its secret.</summary>
    private static PlannedRow Place(
        OfficeFolder office,
        ImportOptions options,
        ProfileReadResult[] files,
        string? clientsEnvironment,
        PlannedRow row
    )
    {
        if (row.Outcome == ImportOutcome.Refused)
            return row;
        if (FileProblem(files) is { } problem)
            return RowChecks.Refuse(row.Row, row.Token, ImportRefusal.BrokenProfile, problem);
        var profile = files.FirstOrDefault()?.Profile;
        var kept = profile is null ? clientsEnvironment : office.EnvironmentNameOf(profile);
        var environment = row.Environment ?? kept ?? options.Environment ?? office.Settings.Environment;
        var isPart = row.Row.Nip is { IsPart: true };
        if (kept is not null && (isPart || !options.Replace) && !EnvironmentName.Same(environment, kept))
            return RowChecks.Refuse(
                row.Row,
                row.Token,
                ImportRefusal.OtherEnvironment,
                isPart ? OtherThanClients(environment, kept) : OtherEnvironment(environment, kept)
            );
        if (options.Allowed.Refusal(environment) is { } refusal)
            return RowChecks.Refuse(row.Row, row.Token, ImportRefusal.UnknownEnvironment, refusal);
        row = row with { Profile = profile, Environment = environment };
        if (row.Token is null)
            return row;
        var nip = row.Row.Nip!.Value;
        var entries = (profile?.Access ?? []).Select((Entry, Index) => (Entry, Index)).Where(IsToken).ToArray();
        if (entries.Length == 0)
            return row with
            {
                Address = new SecretAddress(
                    options.Vault ?? office.Settings.Vault,
                    SecretNames.ForToken(environment, nip, office.Id)
                ),
            };
        var reference = row.Token.Reference.Value;
        var (entry, position) = entries.FirstOrDefault(
            pair => string.Equals(pair.Entry.Reference, reference, StringComparison.Ordinal),
            entries[0]
        );
        return row with
        {
            AccessIndex = position,
            Address = new SecretAddress(entry.Vault ?? office.Settings.Vault, entry.Secret!),
        };
    }

    private static bool IsOfOthers(OfficeFolder office, PresentSecrets present, PlannedRow row)
    {
        if (row is not { Address: { } address, AccessIndex: { } index } || SecretOwner.IsOurs(office, address.Name))
            return false;
        return SecretOwner.IsOfAnother(office, address.Name)
            || (
                present.Found.TryGetValue(address, out var lying)
                && !lying.Equals(row.Token!.Secret)
                && SecretOwner.IsOther(row.Profile!.Access[index], lying)
            );
    }

    private static PlannedRow Own(OfficeFolder office, ImportOptions options, PlannedRow row) =>
        row with
        {
            Address = new SecretAddress(
                options.Vault ?? office.Settings.Vault,
                SecretNames.ForToken(row.Environment!, row.Row.Nip!.Value, office.Id)
            ),
        };

    private static bool IsToken((AccessEntry Entry, int Index) pair) =>
        pair.Entry is { Kind: CredentialKind.Token, Secret: not null };

    private static Task<PresentSecrets> ReadPresentAsync(
        ISecretVault vault,
        IEnumerable<PlannedRow> rows,
        CancellationToken cancellationToken
    ) => PresentSecrets.ReadAsync(vault, rows.Select(row => row.Address), cancellationToken);

    /// <summary>Decides between a token that is there, one that is new, and one that would push another out.</summary>
    private static PlannedRow Compare(ImportOptions options, PresentSecrets present, PlannedRow row)
    {
        if (row.Outcome == ImportOutcome.WithoutToken && row.Profile is not null)
            return row with { Outcome = ImportOutcome.Unchanged };
        if (row.Outcome != ImportOutcome.Imported || row is not { Address: { } address, Token: { } token })
            return row;
        if (present.Refused.TryGetValue(address, out var refusal))
            return Kept(row, refusal.Message);
        present.Found.TryGetValue(address, out var secret);
        row = row with { Present = secret };
        var entry = row.AccessIndex is { } index ? row.Profile!.Access[index] : null;
        var isSameSecret = secret is not null && secret.Equals(token.Secret);
        if (isSameSecret)
            return entry?.Reference is { } named && Same(named, token)
                ? row with
                {
                    Outcome = ImportOutcome.Unchanged,
                }
                : row;
        var pushesOut = secret is not null || (entry?.Reference is not null && !Same(entry.Reference, token));
        if (!pushesOut)
            return row;
        return options.Replace ? row with { Outcome = ImportOutcome.Replaced } : Kept(row, OtherTokenKept(address));
    }

    private static PlannedRow Kept(PlannedRow row, string why) =>
        RowChecks.Refuse(row.Row, row.Token, ImportRefusal.OtherTokenKept, why) with
        {
            Environment = row.Environment,
            Profile = row.Profile,
            AccessIndex = row.AccessIndex,
            Checked = row.Checked,
        };

    /// <summary>What another client or an identity lives by, too, would be theirs no more.</summary>
    private static PlannedRow RefuseSharedSecret(SecretUse use, PlannedRow row) =>
        row is { Changes: true, Address: { } address, Row.Nip: { } nip } && use.NamesForOthers(nip, address)
            ? RowChecks.Refuse(row.Row, row.Token, ImportRefusal.BrokenProfile, SharedSecret(address))
            : row;

    /// <summary>A part has its place in its client's file: that of the office, or one that these rows make.</summary>
    private static void RefusePartsAlone(OfficeFolder office, PlannedRow[] rows)
    {
        var coming = rows.Where(row => row.MakesClient).Select(row => row.Row.Nip!.Value.Nip).ToHashSet();
        for (var index = 0; index < rows.Length; index++)
            if (
                rows[index] is { Outcome: not ImportOutcome.Refused, Profile: null, Row.Nip: { IsPart: true } part } row
                && !coming.Contains(part.Nip)
                && office.Profiles.Read(part.Nip) is null
            )
                rows[index] = RowChecks.Refuse(row.Row, row.Token, ImportRefusal.BrokenProfile, NoClient(part));
    }

    /// <summary>
    /// The same token in two clients' rows may be right (a text without context) and is worth a word.
    /// </summary>
    private static void NoteSharedTokens(PlannedRow[] rows)
    {
        var shared = rows.Where(row =>
                row is { Token: not null, Outcome: ImportOutcome.Imported or ImportOutcome.Replaced }
            )
            .GroupBy(row => row.Token!)
            .Where(group => group.Count() > 1)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(row => row.Row.Place)));
        for (var index = 0; index < rows.Length; index++)
            if (rows[index] is { Token: { } token, Changes: true } && shared.TryGetValue(token, out var numbers))
                rows[index] = rows[index] with
                {
                    IsShared = true,
                    Reason = UiText.Of(
                        $"rows {numbers} have the same token; Test-KsefToken will tell whose it is",
                        $"wiersze {numbers} mają ten sam token; czyj jest, powie Test-KsefToken"
                    ),
                };
    }

    private static bool Same(string reference, TokenText token) =>
        string.Equals(reference, token.Reference.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a client's files do not serve; null where they do, or where there is none.</summary>
    internal static string? FileProblem(ProfileReadResult[] files) =>
        files.FirstOrDefault(file => file.Profile is null) is { } broken ? BrokenProfile(broken)
        : files.Length > 1 ? TwoFiles(files)
        : null;

    private static string BrokenProfile(ProfileReadResult file) =>
        UiText.Of(
            $"the client's file cannot be used: {file.Problems[0]}",
            $"nie można użyć pliku klienta: {file.Problems[0]}"
        );

    private static string NoClient(ClientId part) =>
        UiText.Of(
            $"client {part.Nip} has no profile for its part {part}: add the client first",
            $"klient {part.Nip} nie ma profilu dla części {part}: najpierw dodaj klienta"
        );

    private static string TwoFiles(ProfileReadResult[] files)
    {
        var names = string.Join(", ", files.Select(file => Path.GetFileName(file.Path)));
        return UiText.Of($"two files are about this client: {names}", $"tego klienta dotyczą dwa pliki: {names}");
    }

    private static string OtherEnvironment(string row, string profile) =>
        UiText.Of(
            $"the row means {row}, the client's profile says {profile}; -Force lets the row win",
            $"wiersz dotyczy {row}, a profil klienta wskazuje {profile}; -Force daje pierwszeństwo wierszowi"
        );

    private static string SharedSecret(SecretAddress address) =>
        UiText.Of(
            $"another client or identity of the office names the same secret ({address}); Test-KsefOffice shows which",
            $"inny klient albo tożsamość biura wskazuje ten sam sekret ({address}); pokaże to Test-KsefOffice"
        );

    private static string OtherThanClients(string row, string client) =>
        UiText.Of(
            $"the row means {row}, its client is in {client}, and a part is where its client is",
            $"wiersz dotyczy {row}, a jego klient jest w {client}; część jest tam, gdzie jej klient"
        );

    private static string OtherTokenKept(SecretAddress address) =>
        UiText.Of(
            $"the office has another token for this client ({address}); -Force replaces it",
            $"biuro ma inny token tego klienta ({address}); -Force go zastąpi"
        );
}
