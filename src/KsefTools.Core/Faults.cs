namespace KsefTools.Core;

/// <summary>
/// The last resort of loops over many items (files, rows, clients, lines, answers): what goes wrong with one, a fault
/// of ours included, is that one's result, and the others go on.
/// </summary>
internal static class Faults
{
    /// <summary>
    /// Whether a failure concerns the item at hand alone: neither the end of the whole run nor of memory.
    /// </summary>
    public static bool AreOfOneItem(Exception exception) =>
        exception is not (OperationCanceledException or OutOfMemoryException);

    /// <summary>As the other one; a wait that timed out by itself is the item's, too.</summary>
    public static bool AreOfOneItem(Exception exception, CancellationToken cancellationToken) =>
        exception is not OutOfMemoryException && !cancellationToken.Explains(exception);

    /// <summary>
    /// One sentence of a failure that nobody foresaw. Its type alone: the message might quote a secret.
    /// </summary>
    public static string Sentence(Exception exception) =>
        UiText.Of(
            $"an unexpected {exception.GetType().Name} occurred; please report it.",
            $"wystąpił niespodziewany błąd {exception.GetType().Name}; prosimy o zgłoszenie."
        );
}
