namespace KsefTools.Core.Secrets;

/// <summary>A vault did not do what it was asked. The message names vault and secret, never a secret's text.</summary>
public sealed class SecretVaultException(
    SecretVaultFailure failure,
    string? vault,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    public SecretVaultFailure Failure { get; } = failure;

    public string? Vault { get; } = vault;

    /// <summary>After a failed batch: the secrets that were written and read back all the same.</summary>
    public IReadOnlyCollection<SecretAddress> Written { get; init; } = [];
}
