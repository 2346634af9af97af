using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Runs.Storage;

/// <summary>The dates and times that a run judged by.</summary>
/// <param name="TokensEndOn">The last day of tokens by law.</param>
/// <param name="RotateAfterDays">A token older than this should be replaced.</param>
/// <param name="RenewBeforeDays">What ends within this time should be renewed.</param>
/// <param name="TokensEndAnnounced">The later day that was announced; null where nothing is.</param>
public sealed record RunPolicy(
    DateOnly TokensEndOn,
    double RotateAfterDays,
    double RenewBeforeDays,
    DateOnly? TokensEndAnnounced = null
)
{
    public static RunPolicy Of(OfficePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(
            policy.TokensEndOn,
            policy.RotateAfter.TotalDays,
            policy.RenewBefore.TotalDays,
            policy.TokensEndAnnounced
        );
    }
}
