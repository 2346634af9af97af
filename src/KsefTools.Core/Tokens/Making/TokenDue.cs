using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tokens.Making;

/// <summary>When a token should be rotated, by the office's policy and what is known here: KSeF is not asked.</summary>
/// <param name="CreatedOn">The day on which it was made; null where nobody knows.</param>
/// <param name="DueAfter">The last day on which it may stay; null where it is to go now.</param>
internal sealed record TokenDue(DateOnly? CreatedOn, DateOnly? DueAfter)
{
    /// <summary>Judges one. Its number begins with the day on which KSeF gave it.</summary>
    public static TokenDue Of(AccessEntry entry, TokenText? token, OfficePolicy policy)
    {
        var created =
            token?.Reference.Date
            ?? (ReferenceNumber.TryParse(entry.Reference, out var number) ? number.Date : entry.GeneratedOn);
        return new TokenDue(created, created?.Later((int)policy.RotateAfter.TotalDays));
    }

    public bool IsDue(DateOnly today) => DueAfter is not { } last || today > last;
}
