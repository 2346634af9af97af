using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Runs.Storage;

/// <summary>The dates and times that a run judged by.</summary>
/// <param name="TokensEndOn">The last day of tokens by law.</param>
/// <param name="TokensEndAnnounced">The later day that was announced; null where nothing is.</param>
/// <param name="RotateAfterDays">A token older than this should be replaced.</param>
/// <param name="RenewBeforeDays">What ends within this time should be renewed.</param>
public sealed record RunPolicy(
    DateOnly TokensEndOn,
    DateOnly? TokensEndAnnounced,
    double RotateAfterDays,
    double RenewBeforeDays
)
{
    public static RunPolicy Of(OfficePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(
            policy.TokensEndOn,
            policy.TokensEndAnnounced,
            policy.RotateAfter.TotalDays,
            policy.RenewBefore.TotalDays
        );
    }
}
