namespace KsefTools.Core.Office.Profiles;

/// <summary>Entries that a profile is about to lose.</summary>
/// <param name="Profile">The profile: a client's, or that of a part in the same file.</param>
/// <param name="Entries">
/// Each counts once: a profile that names a secret twice still names it when one entry is gone.
/// </param>
public sealed record LeavingEntries(ClientProfile Profile, IReadOnlyCollection<AccessEntry> Entries)
{
    /// <summary>Whether a profile is the one that loses them.</summary>
    public bool AreOf(ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Profile.Path == profile.Path && Profile.Nip == profile.Nip;
    }

    /// <summary>An entry without its place in the file, which moves when lines above it do.</summary>
    internal static AccessEntry Plain(AccessEntry entry) => entry with { Line = 0, Column = 0 };
}
