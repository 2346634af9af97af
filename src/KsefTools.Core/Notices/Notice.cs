using KsefTools.Core.Reports;

namespace KsefTools.Core.Notices;

/// <summary>What is told about a run: its summary, and what changed since the run before.</summary>
/// <param name="Summary">The run.</param>
/// <param name="Changes">Findings but those for information, the most urgent first; empty for a first run.</param>
public sealed record Notice(KsefAudit Summary, IReadOnlyList<KsefAuditChange> Changes)
{
    private const int LongestName = 60;
    private const int LongestLine = 200;

    /// <summary>One line: whose run it is, and what changed.</summary>
    public string Title
    {
        get
        {
            var office = Short(PlainText.Line(Summary.Name), LongestName);
            if (Changes.Count == 0)
                return UiText.Of($"KSeF, {office}: first audit", $"KSeF, {office}: pierwszy audyt");
            var counts = Changes
                .GroupBy(change => change.Change)
                .OrderBy(group => group.Key)
                .Select(group => $"{NameOf(group.Key)} {group.Count()}");
            return $"KSeF, {office}: {string.Join(", ", counts)}";
        }
    }

    /// <summary>One line: how the run ended, and its counts of clients.</summary>
    public string Counts
    {
        get
        {
            var counts = UiText.Of(
                $"Run {Summary.RunId}, clients: {Summary.Clients}. Critical: {Summary.Critical}, unknown: "
                    + $"{Summary.Unknown}, warning: {Summary.Warning}, healthy: {Summary.Healthy}.",
                $"Audyt {Summary.RunId}, klienci: {Summary.Clients}. Nie działa: {Summary.Critical}, nie "
                    + $"wiadomo: {Summary.Unknown}, ostrzeżenia: {Summary.Warning}, działa: {Summary.Healthy}."
            );
            return Summary.Reason is { } reason ? $"{counts} {PlainText.Line(reason)}" : counts;
        }
    }

    /// <summary>What changed, a line each; beyond the most, one line says how many more.</summary>
    /// <param name="most">How many.</param>
    public IReadOnlyList<string> Lines(int most)
    {
        var lines = Changes.Take(most).Select(LineOf).ToList();
        if (Changes.Count > most)
            lines.Add(
                UiText.Of(
                    $"… and {Changes.Count - most} more: Compare-KsefAudit.",
                    $"… i jeszcze {Changes.Count - most}: Compare-KsefAudit."
                )
            );
        return lines;
    }

    private static string LineOf(KsefAuditChange change)
    {
        var who = change.Nip is null ? change.Name : $"{Short(change.Name, LongestName)} ({change.Nip})";
        var line = $"{NameOf(change.Change)}: {PlainText.Line(who)}: {FindingTitles.Of(change.Code)}";
        return change.Change is AuditChange.Gone
            ? Short(line, LongestLine)
            : Short($"{line}. {PlainText.Line(change.Message)}", LongestLine);
    }

    private static string NameOf(AuditChange change) =>
        change switch
        {
            AuditChange.New => UiText.Of("New", "Nowe"),
            AuditChange.Worse => UiText.Of("Worse", "Gorsze"),
            AuditChange.Better => UiText.Of("Better", "Lepsze"),
            _ => UiText.Of("Gone", "Ustąpiło"),
        };

    // A character of two halves is not cut through: PlainText takes the sign for an unknown one in its place.
    private static string Short(string text, int length) =>
        text.Length <= length ? text : PlainText.Line(text[..(length - 1)]) + "…";
}
