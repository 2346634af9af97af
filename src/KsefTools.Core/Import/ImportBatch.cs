using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Core.Import;

/// <summary>
/// Some rows whose secrets are written together and whose profiles follow at once, with nobody else at the secrets.
/// </summary>
internal sealed class ImportBatch(
    OfficeFolder office,
    ISecretVault vault,
    SecretCustody custody,
    OperationRecord record,
    SecretHomes homes
)
{
    /// <summary>Why the vault takes no more; null where nothing speaks against it.</summary>
    public string? Failure { get; private set; }

    private SecretVaultException? _refusal;

    /// <summary>One result for each row, in the order given.</summary>
    public async Task<IReadOnlyList<KsefImportResult>> StoreAsync(
        IReadOnlyList<PlannedRow> rows,
        CancellationToken cancellationToken
    )
    {
        var secrets = rows.Where(row => row.WritesSecret).ToDictionary(row => row.Address!.Value, row => row.Secret!);
        (var written, Failure) = await WriteSecretsAsync(secrets, cancellationToken).ConfigureAwait(false);
        var results = new List<KsefImportResult>(rows.Count);
        foreach (var row in rows)
            if (!row.Changes)
                results.Add(row.ToResult(office));
            else if (row.WritesSecret && !written.Contains(row.Address!.Value))
                results.Add(Fail(office, row, ReasonOf(row.Address!.Value)));
            else
                results.Add(await WriteProfileAsync(row).ConfigureAwait(false));
        return results;
    }

    /// <summary>The result of a row that could not be stored.</summary>
    public static KsefImportResult Fail(OfficeFolder office, PlannedRow row, string reason) =>
        row.ToResult(office) with
        {
            Outcome = ImportOutcome.Failed,
            Reason = reason,
        };

    private string ReasonOf(SecretAddress secret) =>
        _refusal?.Refusals.GetValueOrDefault(secret)?.Message ?? Failure ?? _refusal!.Message;

    /// <summary>Which secrets are in the vault afterwards, and why the others are not.</summary>
    private async Task<(IReadOnlySet<SecretAddress> Written, string? Failure)> WriteSecretsAsync(
        Dictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        if (secrets.Count == 0)
            return (new HashSet<SecretAddress>(), null);
        try
        {
            record.Write("storing", ("secrets", string.Join(", ", secrets.Keys)));
            await vault.WriteAsync(secrets, cancellationToken).ConfigureAwait(false);
            return (secrets.Keys.ToHashSet(), null);
        }
        catch (OperationCanceledException stopped)
        {
            // What did get in must get its profile; the rest is told as not stored, and the caller stops. A prompt's
            // vault answers no more after Ctrl-C, so what was read back before counts.
            var written = (stopped as SecretWriteStoppedException)?.Written ?? [];
            return (
                await LookAsync(secrets, written).ConfigureAwait(false),
                UiText.Of(
                    "stopped before this row was stored and read back; import it again",
                    "przerwano, zanim ten wiersz zapisano i odczytano; zaimportuj go ponownie"
                )
            );
        }
        catch (SecretVaultException exception)
        {
            _refusal = exception;
            return (
                exception.MayBeTorn
                    ? exception.Written.ToHashSet()
                    : await LookAsync(secrets, exception.Written).ConfigureAwait(false),
                exception is { Failure: SecretVaultFailure.NameHeld, Refusals.Count: > 0 } ? null : exception.Message
            );
        }
        catch (Exception exception)
        {
            return (await LookAsync(secrets, []).ConfigureAwait(false), Describe(exception));
        }
    }

    /// <summary>
    /// Which secrets the vault really holds. Where it does not answer, only what it vouched for counts.
    /// </summary>
    private async Task<IReadOnlySet<SecretAddress>> LookAsync(
        Dictionary<SecretAddress, SecretText> secrets,
        IReadOnlyCollection<SecretAddress> vouchedFor
    )
    {
        try
        {
            var found = await vault.ReadAsync(secrets.Keys, CancellationToken.None).ConfigureAwait(false);
            return found.Where(pair => secrets[pair.Key].Equals(pair.Value)).Select(pair => pair.Key).ToHashSet();
        }
        catch (Exception)
        {
            return vouchedFor.ToHashSet();
        }
    }

    private async Task<KsefImportResult> WriteProfileAsync(PlannedRow row)
    {
        try
        {
            if (row.WritesSecret)
                homes.Store(row.Address!.Value, KsefEnvironment.Parse(row.Environment));
            string? before = null;
            var after = "";
            var client = row is { Profile: null, Row.Nip: { IsPart: true } part } ? TextOf(part.Nip) : null;
            var profile = row.Profile is null
                ? office.Profiles.Create(NewProfile(row))
                : office.Profiles.Patch(
                    row.Profile,
                    editor =>
                    {
                        before = editor.Text;
                        Apply(editor, row);
                        after = editor.Text;
                    }
                );
            // A part has its place in a file that was there before.
            if (row.Profile is null && row.Row.Nip is { IsPart: true })
                before = client;
            if (row.Profile is null)
                after = FileChange.Preview(profile.Path, text => text);
            record.TryWrite(StoredRow.Step, StoredRow.Fields(row, profile.Path, before, after));
            return row.ToResult(office) with { Path = profile.Path, Name = profile.Name };
        }
        catch (Exception exception)
        {
            var left = row.WritesSecret ? await TakeBackAsync(row).ConfigureAwait(false) : null;
            return Fail(office, row, left is null ? Describe(exception) : $"{Describe(exception)} {left}");
        }
    }

    private string? TextOf(Nip client) =>
        office.Profiles.Read(client) is { } file ? FileChange.Preview(file.Path, text => text) : null;

    /// <summary>Brings the vault back to what it held before the row; a sentence where that fails, too.</summary>
    private async Task<string?> TakeBackAsync(PlannedRow row)
    {
        var address = row.Address!.Value;
        try
        {
            if (row.Present is null)
                await custody
                    .LetGoAsync(
                        [new SecretRelease(address, Reference: row.Token?.Reference.Value)],
                        CancellationToken.None
                    )
                    .ConfigureAwait(false);
            else
                await vault
                    .WriteAsync(
                        new Dictionary<SecretAddress, SecretText> { [address] = row.Present },
                        CancellationToken.None
                    )
                    .ConfigureAwait(false);
            record.TryWrite("taken back", ("nip", row.Row.Nip?.Value), ("secret", address.Name));
            return null;
        }
        catch (Exception exception)
        {
            record.TryWrite("not taken back", ("nip", row.Row.Nip?.Value), ("secret", address.Name));
            return UiText.Of(
                $"The vault still holds {address} ({Describe(exception)}); importing again fixes it.",
                $"W magazynie pozostał {address} ({Describe(exception)}); ponowny import to naprawi."
            );
        }
    }

    private ClientProfile NewProfile(PlannedRow row) =>
        new()
        {
            Nip = row.Row.Nip!.Value,
            Name = row.Row.Name ?? $"NIP {row.Row.Nip.Value}",
            Environment = EnvironmentName.Same(row.Environment!, office.Settings.Environment) ? null : row.Environment,
            Tags = row.Row.Tags,
            Contact = row.Row.Contact,
            Permissions = row.Row.Permissions,
            Access = row.Secret is null ? [] : [Entry(row, new AccessEntry())],
        };

    private void Apply(ProfileEditor editor, PlannedRow row)
    {
        // The file may have changed since the plan was made: find the entry by its secret, not by its position.
        var access = editor.Profile.Access;
        var secret = row.AccessIndex is { } known ? row.Profile!.Access[known].Secret : row.Address!.Value.Name;
        var index = Enumerable
            .Range(0, access.Count)
            .Where(position => string.Equals(access[position].Secret, secret, StringComparison.OrdinalIgnoreCase))
            .FirstOrDefault(-1);
        if (index < 0)
            editor.AddAccess(Entry(row, new AccessEntry()));
        else
            editor.ReplaceAccess(index, Entry(row, access[index]));
        if (!EnvironmentName.Same(row.Environment!, office.EnvironmentNameOf(editor.Profile)))
            editor.SetEnvironment(row.Environment);
    }

    private AccessEntry Entry(PlannedRow row, AccessEntry present)
    {
        var address = row.Address!.Value;
        var isOffices = string.Equals(address.Vault, office.Settings.Vault, StringComparison.OrdinalIgnoreCase);
        if (row.Pair is { Details: var certificate })
            return new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = address.Name,
                Vault = isOffices ? null : address.Vault,
                Serial = certificate.SerialNumber,
                GeneratedOn = DateOnly.FromDateTime(certificate.ValidFrom.UtcDateTime),
            };
        var token = row.Token!;
        var isSameToken = string.Equals(present.Reference, token.Reference.Value, StringComparison.OrdinalIgnoreCase);
        return present with
        {
            Kind = CredentialKind.Token,
            Secret = address.Name,
            Vault = isOffices ? present.Vault : address.Vault,
            Reference = token.Reference.Value,
            GeneratedBy = row.Row.GeneratedBy ?? (isSameToken ? present.GeneratedBy : null),
            GeneratedOn = row.Row.GeneratedOn ?? (isSameToken ? present.GeneratedOn : null) ?? token.Reference.Date,
        };
    }

    /// <summary>
    /// The sentence of an exception of ours; of any other its kind alone, because nobody vouches for its text.
    /// </summary>
    public static string Describe(Exception exception) =>
        exception
            is OfficeFileException
                or OfficeFolderException
                or SecretVaultException
                or IOException
                or UnauthorizedAccessException
            ? exception.Message
            : exception.GetType().Name;
}
