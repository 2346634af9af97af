namespace KsefTools.Core.Runs;

/// <summary>A run of the past cannot be looked at. The message is for a person.</summary>
public sealed class RunException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal static RunException NotFound(string runId) =>
        new(
            UiText.Of(
                $"There is no audit run {Secrets.QuotedText.Of(runId)}.",
                $"Nie ma sprawdzenia {Secrets.QuotedText.Of(runId)}."
            )
        );

    internal static RunException Unreadable(string runId, Exception? cause) =>
        new(
            UiText.Of(
                $"The audit run {runId} cannot be read: its results.json is damaged, or of a later version.",
                $"Nie można odczytać sprawdzenia {runId}: jego results.json jest uszkodzony albo z nowszej wersji."
            ),
            cause
        );

    internal static RunException None() =>
        new(
            UiText.Of(
                "There is no audit run yet. Make one: Invoke-KsefAudit.",
                "Nie ma jeszcze żadnego sprawdzenia. Utwórz je: Invoke-KsefAudit."
            )
        );

    /// <summary>Not enough runs to compare.</summary>
    public static RunException NothingToCompare() =>
        new(
            UiText.Of(
                "There are not two audit runs yet that could be compared.",
                "Nie ma jeszcze dwóch sprawdzeń, które można by porównać."
            )
        );
}
