using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Journal;

/// <summary>
/// The one way to let a secret go. Held by one process an office at a time, also from before a secret is stored until a
/// file names it, so that nobody takes away what somebody else is about to name.
/// </summary>
public sealed class SecretCustody : IDisposable
{
    /// <summary>A batch of secrets takes seconds, and some more where the vault has a password.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly OfficeFolder _office;
    private readonly ISecretVault _vault;
    private readonly SubjectLock _held;

    private SecretCustody(OfficeFolder office, ISecretVault vault, SubjectLock held) =>
        (_office, _vault, _held) = (office, vault, held);

    /// <summary>Waits for its turn.</summary>
    /// <exception cref="SecretVaultException">
    /// Another process has been at the office's secrets all the time.
    /// </exception>
    /// <exception cref="OfficeFolderException">The lock cannot be made.</exception>
    public static async Task<SecretCustody> TakeAsync(
        OfficeFolder office,
        ISecretVault vault,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(office);
        var held =
            await SubjectLock
                .WaitAsync(office, "secrets", "", Patience, waiting: null, cancellationToken)
                .ConfigureAwait(false)
            ?? throw new SecretVaultException(
                SecretVaultFailure.Busy,
                office.Settings.Vault,
                UiText.Of(
                    "Another process has been changing the office's secrets for more than "
                        + $"{Patience.TotalMinutes:0} min. Nothing was changed; try again.",
                    $"Inny proces zmienia sekrety biura dłużej niż {Patience.TotalMinutes:0} min. Niczego nie "
                        + "zmieniono; spróbuj ponownie."
                )
            );
        return new SecretCustody(office, vault, held);
    }

    /// <summary>
    /// Removes those of some secrets that are this office's and that no file of it names; one that is not there is no
    /// error.
    /// </summary>
    /// <param name="releases">The secrets, each once.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>Those that stay.</returns>
    /// <exception cref="SecretVaultException">The vault did not do it.</exception>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed; nothing was removed.</exception>
    public async Task<IReadOnlyList<KeptSecret>> LetGoAsync(
        IReadOnlyCollection<SecretRelease> releases,
        CancellationToken cancellationToken
    )
    {
        // What several leave together counts once.
        var leaving = releases.Select(release => release.Leaving).OfType<LeavingEntries>().Distinct();
        var use = SecretUse.Of(_office, [.. leaving]);
        var kept = releases
            .Select(release => release.Secret)
            .Where(secret => SecretOwner.IsOfAnother(_office, secret.Name) || use.Names(secret))
            .Select(secret => new KeptSecret(
                secret,
                SecretOwner.IsOfAnother(_office, secret.Name) ? KeptReason.OfAnotherOffice : KeptReason.Named
            ))
            .ToList();
        var going = releases.ExceptBy(kept.Select(stays => stays.Secret), release => release.Secret).ToList();
        var others = await FindOthersAsync(going, cancellationToken).ConfigureAwait(false);
        kept.AddRange(others.Select(secret => new KeptSecret(secret, KeptReason.Another)));
        await _vault
            .RemoveAsync([.. going.Select(release => release.Secret).Except(others)], cancellationToken)
            .ConfigureAwait(false);
        return kept;
    }

    /// <summary>
    /// Stores secrets, each where nothing else lies: what does may be what somebody is about to name.
    /// </summary>
    /// <param name="secrets">Where each is to go.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>The places that have another one, which were left as they are.</returns>
    /// <exception cref="SecretVaultException">The vault did not do it.</exception>
    internal async Task<IReadOnlySet<SecretAddress>> PutAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        var lying = await _vault.ReadAsync([.. secrets.Keys], cancellationToken).ConfigureAwait(false);
        var taken = lying.Where(pair => !pair.Value.Equals(secrets[pair.Key])).Select(pair => pair.Key).ToHashSet();
        var going = secrets.Where(pair => !taken.Contains(pair.Key)).ToDictionary();
        if (going.Count > 0)
            await _vault.WriteAsync(going, cancellationToken).ConfigureAwait(false);
        return taken;
    }

    /// <summary>
    /// Removes a secret whose copy in another vault the office's files name by now, as they are on disk at this moment.
    /// </summary>
    /// <param name="secret">The former one.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>The secret, where it stays.</returns>
    /// <exception cref="SecretVaultException">The vault did not do it.</exception>
    /// <exception cref="OfficeFolderException">The office's files cannot be read; nothing was removed.</exception>
    internal async Task<IReadOnlyList<KeptSecret>> LetGoCopiedAsync(
        SecretAddress secret,
        CancellationToken cancellationToken
    )
    {
        // The copy has the same name, so that a text of office.yaml would always speak for the former one.
        if (SecretUse.Of(OfficeFolder.Open(_office.Path), byText: false).Names(secret))
            return [new KeptSecret(secret, KeptReason.Named)];
        if (SecretOwner.IsOfAnother(_office, secret.Name))
            return [new KeptSecret(secret, KeptReason.OfAnotherOffice)];
        await _vault.RemoveAsync([secret], cancellationToken).ConfigureAwait(false);
        return [];
    }

    private async Task<IReadOnlyList<SecretAddress>> FindOthersAsync(
        IReadOnlyCollection<SecretRelease> releases,
        CancellationToken cancellationToken
    )
    {
        var doubtful = releases
            .Where(release => release.Reference is not null || !SecretOwner.IsOurs(_office, release.Secret.Name))
            .Select(release => (release.Secret, release.Reference, Entries: release.EntriesIn(_office)))
            .Where(release => release.Reference is not null || release.Entries.Count > 0)
            .ToList();
        if (doubtful.Count == 0)
            return [];
        var lying = await _vault
            .ReadAsync([.. doubtful.Select(release => release.Secret)], cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. doubtful
                .Where(release =>
                    lying.TryGetValue(release.Secret, out var text)
                    && (
                        release.Reference is { } reference
                            ? SecretOwner.IsOther(reference, text)
                            : release.Entries.TrueForAll(entry => SecretOwner.IsOther(entry, text))
                    )
                )
                .Select(release => release.Secret),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
