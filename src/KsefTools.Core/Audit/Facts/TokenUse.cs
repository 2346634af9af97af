namespace KsefTools.Core.Audit.Facts;

/// <summary>
/// Who used a token last, apart from us. KSeF keeps one <c>lastUseDate</c>, and an audit's own sign-in overwrites it,
/// so a nightly audit would make every forgotten token look busy. We therefore remember when we signed in, and take
/// a <c>lastUseDate</c> that equals one of our own sign-ins for nobody's use. What somebody did in the hours before
/// a sign-in of ours cannot be seen; as sessions are refreshed for a week, that is one night in seven.
/// </summary>
/// <param name="ByOthers">The last use that was not ours; null where none was ever seen.</param>
/// <param name="WatchedSince">
/// Since when a use by others would have been seen: the token's creation where nobody ever used it, else our first
/// sign-in that is remembered. Null where nothing is known.
/// </param>
public sealed record TokenUse(DateTimeOffset? ByOthers, DateTimeOffset? WatchedSince)
{
    /// <summary>
    /// By how much KSeF's time of our sign-in may differ from ours: two clocks, and the time KSeF takes to note it.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Nothing is known about use.</summary>
    public static readonly TokenUse Nothing = new(null, null);

    /// <summary>Since when the token has lain idle; null where that is not known.</summary>
    public DateTimeOffset? IdleSince => ByOthers ?? WatchedSince;

    /// <summary>Tells our own use from that of others.</summary>
    /// <param name="lastUseDate">What KSeF says now.</param>
    /// <param name="createdOn">When the token was generated.</param>
    /// <param name="memory">What earlier audits remembered; null at the first one.</param>
    /// <param name="signedInAt">
    /// This audit's own sign-in with the token itself; null where a session was reused.
    /// </param>
    public static TokenUse Judge(
        DateTimeOffset? lastUseDate,
        DateTimeOffset? createdOn,
        UseMemory? memory,
        DateTimeOffset? signedInAt
    )
    {
        if (lastUseDate is not { } used)
            return new TokenUse(memory?.ByOthers, memory?.WatchedSince ?? createdOn);
        if (IsNear(used, signedInAt) || IsNear(used, memory?.SignedInAt))
            return new TokenUse(memory?.ByOthers, memory?.WatchedSince ?? memory?.SignedInAt ?? signedInAt);
        return new TokenUse(used, memory?.WatchedSince);
    }

    private static bool IsNear(DateTimeOffset used, DateTimeOffset? ours) =>
        ours is { } moment && (used - moment).Duration() <= Tolerance;
}
