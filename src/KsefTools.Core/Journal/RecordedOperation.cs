namespace KsefTools.Core.Journal;

/// <summary>An operation as its record tells it.</summary>
/// <param name="Path">The record.</param>
/// <param name="Entries">What it says, in order; the first is what the operation was begun with.</param>
internal sealed record RecordedOperation(string Path, IReadOnlyList<JournalEntry> Entries)
{
    public JournalEntry Start => Entries[0];

    public OperationKind Kind { get; } = OperationKind.Of(Entries[0]);

    /// <summary>What it was done with.</summary>
    public string Subject => Start["subject"] ?? "";

    public bool IsFinished => Has(JournalFile.Finished);

    public bool Has(string step) => Entries.Any(entry => entry.Is(step));

    /// <summary>Whether both do the same with the same.</summary>
    public bool IsAlike(RecordedOperation other) =>
        Kind == other.Kind && string.Equals(Subject, other.Subject, StringComparison.Ordinal);
}
