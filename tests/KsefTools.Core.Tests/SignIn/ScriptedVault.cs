using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>A vault that fails on demand, and whose first readers wait for each other.</summary>
internal sealed class ScriptedVault(ISecretVault inner) : ISecretVault
{
    private readonly TaskCompletionSource _together = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _readers;
    private int _writes;

    public Exception? Fails { get; set; }

    public Exception? FailsToWrite { get; init; }

    public int ReadersToWaitFor { get; init; }

    public int Writes => _writes;

    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        Fails is null ? inner.ListAsync(vault, cancellationToken) : throw Fails;

    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        if (Fails is not null)
            throw Fails;
        var found = await inner.ReadAsync(addresses, cancellationToken);
        if (Interlocked.Increment(ref _readers) >= ReadersToWaitFor)
            _together.TrySetResult();
        await _together.Task.WaitAsync(cancellationToken);
        return found;
    }

    public Task WriteAsync(IReadOnlyDictionary<SecretAddress, SecretText> secrets, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return (Fails ?? FailsToWrite) is { } failure ? throw failure : inner.WriteAsync(secrets, cancellationToken);
    }

    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
        Fails is null ? inner.RemoveAsync(addresses, cancellationToken) : throw Fails;
}
