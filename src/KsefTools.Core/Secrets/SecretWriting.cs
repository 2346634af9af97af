namespace KsefTools.Core.Secrets;

/// <summary>Stores a secret and what must follow it as one.</summary>
internal static class SecretWriting
{
    /// <summary>
    /// Writes a secret, and then what names it: also where a cancellation came when the secret was in the vault.
    /// </summary>
    /// <exception cref="SecretVaultException">The vault did not keep it; nothing followed.</exception>
    /// <exception cref="OperationCanceledException">
    /// Stopped: before the secret was there, or after what follows was done.
    /// </exception>
    public static async Task WriteAsync(
        this ISecretVault vault,
        SecretAddress address,
        SecretText secret,
        Action follow,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = secret }, cancellationToken);
        }
        catch (SecretWriteStoppedException stopped) when (stopped.Written.Contains(address))
        {
            follow();
            throw;
        }
        follow();
    }
}
