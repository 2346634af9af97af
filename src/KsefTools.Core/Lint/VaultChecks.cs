using System.Text.RegularExpressions;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Lint;

/// <summary>
/// What is wrong between profiles and vaults: secrets that are missing, and secrets that nobody names.
/// </summary>
internal sealed partial class VaultChecks(OfficeFolder office, ISecretVault vault)
{
    private const int NipLength = 10;

    private IReadOnlyList<RecordedOperation>? _open;

    public async Task<IReadOnlyList<KsefOfficeIssue>> RunAsync(
        IReadOnlyList<ProfileReadResult> files,
        CancellationToken cancellationToken
    )
    {
        var named = files
            .Select(file => file.Profile)
            .OfType<ClientProfile>()
            .SelectMany(profile =>
                profile
                    .Access.Where(entry => entry.Secret is not null)
                    .Select(entry => new Named(entry.Vault ?? office.Settings.Vault, entry.Secret!, profile, entry))
            )
            .Concat(
                office
                    .Settings.Identities.Where(identity => identity.Secret is not null)
                    .Select(identity => new Named(
                        identity.Vault ?? office.Settings.Vault,
                        identity.Secret!,
                        null,
                        null
                    ))
            )
            .ToArray();
        // A file that cannot be read may name secrets: those of its client are nobody's orphans.
        var unread = files
            .Where(file => file.Profile is null)
            .Select(file => file.Nip)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var vaults = named
            .Select(secret => secret.Vault)
            .Append(office.Settings.Vault)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var issues = new List<KsefOfficeIssue>();
        foreach (var name in vaults)
            issues.AddRange(await CheckAsync(name, named, unread, cancellationToken).ConfigureAwait(false));
        return issues;
    }

    private async Task<IEnumerable<KsefOfficeIssue>> CheckAsync(
        string? name,
        Named[] named,
        HashSet<string> unread,
        CancellationToken cancellationToken
    )
    {
        var mine = named
            .Where(secret => string.Equals(secret.Vault, name, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        try
        {
            var present = await vault.ListAsync(name, cancellationToken).ConfigureAwait(false);
            var known = mine.Select(secret => secret.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return mine.Where(secret => !present.Contains(secret.Name))
                .Select(Missing)
                .Concat(
                    present
                        .Where(secret =>
                            !known.Contains(secret)
                            && !SecretOwner.IsOfAnother(office, secret)
                            && IsOrphan(secret, unread)
                        )
                        .Order(StringComparer.Ordinal)
                        .Select(secret => Orphan(name, secret))
                );
        }
        catch (SecretVaultException exception)
        {
            return [NoAnswer(name, exception)];
        }
    }

    private static bool IsOrphan(string name, HashSet<string> unread) =>
        Pattern().Match(name) is { Success: true } match && !unread.Contains(match.Groups["nip"].Value[..NipLength]);

    private KsefOfficeIssue Missing(Named secret) =>
        new()
        {
            Code = OfficeIssueCode.SecretMissing,
            Severity = FindingSeverity.Critical,
            Message = UiText.Of(
                $"the vault {VaultName.Of(secret.Vault)} has no secret '{secret.Name}'",
                $"w magazynie {VaultName.Of(secret.Vault)} nie ma sekretu '{secret.Name}'"
            ),
            Remedy = secret is { Profile: { } profile, Entry.Kind: CredentialKind.Token }
                ? Command.StoreToken(profile.Nip.Value)
                : Command.Edit(secret.Profile?.Path ?? office.SettingsPath),
            Nip = secret.Profile?.Nip.Value,
            Path = secret.Profile?.Path ?? office.SettingsPath,
            Line = secret.Entry?.Line,
            Column = secret.Entry?.Column,
            SecretName = secret.Name,
        };

    // A name that says no office may be another office's: such a secret is looked at, not removed.
    private KsefOfficeIssue Orphan(string? vault, string name) =>
        new()
        {
            Code = OfficeIssueCode.SecretOrphan,
            Severity = FindingSeverity.Warning,
            Message = SecretOwner.IsOurs(office, name)
                ? UiText.Of(
                    $"the vault {VaultName.Of(vault)} holds '{name}', and no profile of this office names it",
                    $"magazyn {VaultName.Of(vault)} zawiera '{name}', którego nie wskazuje żaden profil tego biura"
                )
                : UiText.Of(
                    $"the vault {VaultName.Of(vault)} holds '{name}', which no profile of this office names; it may be "
                        + "another office's",
                    $"magazyn {VaultName.Of(vault)} zawiera '{name}', którego nie wskazuje żaden profil tego biura; "
                        + "może należeć do innego biura"
                ),
            Remedy =
                Interrupted(name) is { } operation ? operation.Kind.RemedyOf(operation, office)
                : SecretOwner.IsOurs(office, name) ? Command.RemoveSecret(vault, name)
                : Command.ShowSecret(vault, name),
            Nip = Pattern().Match(name).Groups["nip"].Value,
            SecretName = name,
        };

    /// <summary>The operation that stored it and did not come to name it; null for none.</summary>
    private RecordedOperation? Interrupted(string name) =>
        (_open ??= JournalReader.FindOpen(office, unreadable: static (_, _) => { })).FirstOrDefault(operation =>
            operation.Entries.Any(entry =>
                entry.Fields.Any(field =>
                    field.Key is "secret" or "secrets" && field.Value.Split(", ").Any(text => IsNamed(text, name))
                )
            )
        );

    private static bool IsNamed(string text, string name) =>
        text == name || text.EndsWith($"/{name}", StringComparison.Ordinal);

    private static KsefOfficeIssue NoAnswer(string? vault, SecretVaultException exception)
    {
        var isMissing = exception.Failure == SecretVaultFailure.NotRegistered;
        return new KsefOfficeIssue
        {
            Code = isMissing ? OfficeIssueCode.VaultMissing : OfficeIssueCode.VaultLocked,
            Severity = isMissing ? FindingSeverity.Critical : FindingSeverity.Unknown,
            Message = exception.Message,
            Remedy = VaultRemedies.Of(exception.Failure, vault),
        };
    }

    /// <summary>Names made by this module for clients; all else in the vault is somebody else's.</summary>
    [GeneratedRegex(
        @"\Aksef-.+-(?<nip>[0-9]{10}(-[0-9]{5})?)-(token(-o[0-9a-f]{8})?|certificate)(-[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();

    private sealed record Named(string? Vault, string Name, ClientProfile? Profile, AccessEntry? Entry);
}
