using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Journal;

/// <summary>A secret that is to go.</summary>
/// <param name="Secret">Where it is.</param>
/// <param name="Leaving">
/// Entries that are about to leave their profile, and so do not count; null for none. What they say of a secret whose
/// name says no office must fit what lies there.
/// </param>
/// <param name="Reference">
/// The number of the token that is let go, where it is known: another one that lies there stays.
/// </param>
public sealed record SecretRelease(SecretAddress Secret, LeavingEntries? Leaving = null, string? Reference = null)
{
    /// <summary>Those of the leaving entries that name this secret.</summary>
    internal List<AccessEntry> EntriesIn(OfficeFolder office) =>
        [.. (Leaving?.Entries ?? []).Where(entry => SecretUse.AddressOf(office, entry) == Secret)];
}
