namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// Hands on an engine's steps at once, on the thread that took them; the runtime's own Progress may reorder them.
/// </summary>
internal sealed class Steps(Action<string> report) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => report(value);
}
