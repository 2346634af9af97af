namespace KsefTools.Core.Office.Settings;

/// <summary>The office's own rules and the dates that law or the Ministry may move.</summary>
public sealed record OfficePolicy
{
    /// <summary>The last day of KSeF tokens under the law in force.</summary>
    public DateOnly TokensEndOn { get; init; } = OfficeDefaults.TokensEndOn;

    /// <summary>
    /// The last day of use that was announced for tokens issued until then; null where nothing is announced.
    /// </summary>
    public DateOnly? TokensEndAnnounced { get; init; } = OfficeDefaults.TokensEndAnnounced;

    /// <summary>A token older than this should be replaced.</summary>
    public TimeSpan RotateAfter { get; init; } = OfficeDefaults.RotateAfter;

    /// <summary>A token that has not signed in for this long counts as unused.</summary>
    public TimeSpan UnusedAfter { get; init; } = OfficeDefaults.UnusedAfter;

    /// <summary>A credential that ends within this time should be renewed.</summary>
    public TimeSpan RenewBefore { get; init; } = OfficeDefaults.RenewBefore;

    /// <summary>Permissions that no client's credential should carry.</summary>
    public IReadOnlyList<string> NeverPermissions { get; init; } = OfficeDefaults.NeverPermissions;

    /// <summary>Where else to try a token that its own environment does not know.</summary>
    public IReadOnlyList<string> OtherEnvironments { get; init; } = [];

    /// <summary>
    /// Where outages are announced; an audit run asks it once when KSeF does not answer. Null: nowhere.
    /// </summary>
    public string? StatusPage { get; init; } = OfficeDefaults.StatusPage;

    public OfficeThrottle Throttle { get; init; } = new();
}
