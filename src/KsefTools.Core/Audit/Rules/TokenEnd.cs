using KsefTools.Core.Office;

namespace KsefTools.Core.Audit.Rules;

/// <summary>The day on which tokens end (facts.md section 8): data of the office, for law and Ministry may move it.</summary>
internal static class TokenEnd
{
    /// <summary>How long before the end of tokens it becomes a warning.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(90);

    /// <summary>The last day of use: the announced one where there is one, else that of the law in force.</summary>
    public static DateOnly Of(OfficePolicy policy) => policy.TokensEndAnnounced ?? policy.TokensEndOn;
}
