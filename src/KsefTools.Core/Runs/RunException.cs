namespace KsefTools.Core.Runs;

/// <summary>A run of the past cannot be looked at. The message is for a person.</summary>
public sealed class RunException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal static RunException NotFound(string runId) =>
        new(
            UiText.Of(
                $"There is no audit run {Secrets.QuotedText.Of(runId)}.",
                $"Nie ma audytu {Secrets.QuotedText.Of(runId)}."
            )
        );

    internal static RunException Unreadable(string runId, Exception? cause, string file = "results.json") =>
        new(
            UiText.Of(
                $"The audit run {runId} cannot be read: its {file} is damaged, or of a later version.",
                $"Nie można odczytać audytu {runId}: jego plik {file} jest uszkodzony albo z nowszej wersji."
            ),
            cause
        );

    /// <summary>Nobody asked who has access; the run, or null for all of them.</summary>
    public static RunException NoAccess(string? runId) =>
        runId is null
            ? new(
                UiText.Of(
                    "No audit run has recorded who has access. Make one that does: Invoke-KsefAudit -Access.",
                    "Żaden audyt nie obejmuje tego, kto ma dostęp. Zrób taki: Invoke-KsefAudit -Access."
                )
            )
            : new(
                UiText.Of(
                    $"The audit run {runId} did not record who has access. One that does: Invoke-KsefAudit -Access.",
                    $"Audyt {runId} nie obejmuje tego, kto ma dostęp. Zrób taki: Invoke-KsefAudit -Access."
                )
            );

    internal static RunException None() =>
        new(
            UiText.Of(
                "There is no audit run yet. Make one: Invoke-KsefAudit.",
                "Nie ma jeszcze żadnego audytu. Zrób go: Invoke-KsefAudit."
            )
        );

    /// <summary>Not enough runs to compare.</summary>
    public static RunException NothingToCompare() =>
        new(
            UiText.Of(
                "There are not two audit runs yet that could be compared.",
                "Nie ma jeszcze dwóch audytów, które można by porównać."
            )
        );
}
