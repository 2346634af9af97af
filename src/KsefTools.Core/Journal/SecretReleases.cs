using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Journal;

/// <summary>
/// Lets the secrets of a run's clients go: those that come while custody is taken go together, so that a thousand
/// clients do not each read a thousand files and wait for each other.
/// </summary>
internal sealed class SecretReleases(OfficeFolder office, ISecretVault vault)
{
    private readonly SharedTurns<SecretRelease, KeptSecret?> _turns = new(
        release => [release.Secret.Name],
        async (turn, cancellationToken) =>
        {
            using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken).ConfigureAwait(false);
            var kept = await custody.LetGoAsync(turn, cancellationToken).ConfigureAwait(false);
            return [.. turn.Select(release => kept.FirstOrDefault(stays => stays.Secret == release.Secret))];
        }
    );

    /// <summary>Lets one go. What is begun is brought to its end: Ctrl-C waits.</summary>
    /// <returns>Why it stays; null where it went.</returns>
    /// <exception cref="SecretVaultException">The vault did not do it.</exception>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed; nothing was removed.</exception>
    public Task<KeptSecret?> LetGoAsync(SecretRelease release) => _turns.AskAsync(release, CancellationToken.None);
}
