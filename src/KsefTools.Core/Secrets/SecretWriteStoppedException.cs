namespace KsefTools.Core.Secrets;

/// <summary>A batch of writes was cancelled before it was done; some of its secrets are in their vaults.</summary>
public sealed class SecretWriteStoppedException(
    IReadOnlyCollection<SecretAddress> written,
    OperationCanceledException cause,
    CancellationToken cancellationToken
) : OperationCanceledException(cause.Message, cause, cancellationToken)
{
    /// <summary>The secrets that were written and read back.</summary>
    public IReadOnlyCollection<SecretAddress> Written { get; } = written;
}
