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
                        + $"{Patience.TotalMinutes:0} minutes. Nothing was changed; try again.",
                    $"Inny proces zmienia sekrety biura dłużej niż {Patience.TotalMinutes:0} minuty. Niczego nie "
                        + "zmieniono; spróbuj ponownie."
                )
            );
        return new SecretCustody(office, vault, held);
    }

    /// <summary>
    /// Removes those of some secrets that no file of the office names; one that is not there is no error.
    /// </summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="leaving">Entries that are about to leave their profile, and so do not count; null for none.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>Those that stay because a file names them.</returns>
    /// <exception cref="SecretVaultException">The vault did not do it.</exception>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed; nothing was removed.</exception>
    public async Task<IReadOnlyList<SecretAddress>> LetGoAsync(
        IReadOnlyCollection<SecretAddress> secrets,
        LeavingEntries? leaving,
        CancellationToken cancellationToken
    )
    {
        var use = SecretUse.Of(_office, leaving);
        var named = secrets.Where(use.Names).ToList();
        await _vault.RemoveAsync([.. secrets.Except(named)], cancellationToken).ConfigureAwait(false);
        return named;
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
