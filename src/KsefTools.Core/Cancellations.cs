namespace KsefTools.Core;

internal static class Cancellations
{
    /// <summary>Whether a failure is the answer to this cancellation, and no failure of the work.</summary>
    public static bool Explains(this CancellationToken token, Exception exception) =>
        exception is OperationCanceledException && token.IsCancellationRequested;
}
