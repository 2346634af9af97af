namespace KsefTools.Core.Office.Profiles;

/// <summary>Entries that a profile is about to lose.</summary>
/// <param name="Path">The profile's file.</param>
/// <param name="Entries">
/// Each counts once: a profile that names a secret twice still names it when one entry is gone.
/// </param>
public sealed record LeavingEntries(string Path, IReadOnlyCollection<AccessEntry> Entries)
{
    /// <summary>An entry without its place in the file, which moves when lines above it do.</summary>
    internal static AccessEntry Plain(AccessEntry entry) => entry with { Line = 0, Column = 0 };
}
