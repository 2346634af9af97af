namespace KsefTools.Sandbox.Hosting;

/// <summary>
/// The sandbox lives as long as its owner says. The usual lifetime would take Ctrl-C from the process that hosts it,
/// which may be a PowerShell or a test run.
/// </summary>
internal sealed class OwnerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
