using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// Keeps the tokens of a run's clients: those that come while custody is taken are stored together. Custody, because
/// an import or Set-KsefCredential may have taken the same name since the run chose it.
/// </summary>
internal sealed class TokenStoring(OfficeFolder office, ISecretVault vault)
{
    private readonly SharedTurns<KeyValuePair<SecretAddress, SecretText>, bool> _turns = new(
        token => [token.Key.Name],
        async (turn, cancellationToken) =>
        {
            using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken).ConfigureAwait(false);
            var taken = await custody.PutAsync(turn.ToDictionary(), cancellationToken).ConfigureAwait(false);
            return [.. turn.Select(token => !taken.Contains(token.Key))];
        }
    );

    /// <summary>Stores one. What is begun is brought to its end: Ctrl-C waits.</summary>
    /// <returns>False where another secret lies there, which stays.</returns>
    /// <exception cref="SecretVaultException">The vault did not keep it.</exception>
    /// <exception cref="OfficeFolderException">The office's lock cannot be made; nothing was stored.</exception>
    public Task<bool> TryStoreAsync(SecretAddress place, SecretText token) =>
        _turns.AskAsync(new(place, token), CancellationToken.None);
}
