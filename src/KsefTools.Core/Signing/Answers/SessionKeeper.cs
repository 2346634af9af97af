using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Writes the session cache as soon as there is a session that only a person could open again.</summary>
internal sealed class SessionKeeper(SessionCache cache) : IDisposable
{
    private readonly SemaphoreSlim _saving = new(1, 1);

    /// <summary>One at a time; whoever waited finds that the one before has written for both.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await cache.SaveAsync(cancellationToken);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();
}
