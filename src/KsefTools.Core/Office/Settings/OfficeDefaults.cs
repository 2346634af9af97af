using KsefTools.Core.Api;

namespace KsefTools.Core.Office.Settings;

/// <summary>What holds where office.yaml is silent. The one place of every shipped figure and date.</summary>
public static class OfficeDefaults
{
    public const string Environment = "production";

    /// <summary>Clients worked on at the same time.</summary>
    public const int Parallel = 32;

    public const LoginLimitScope LoginLimit = LoginLimitScope.Shared;

    /// <summary>Unauthenticated calls a second from one IP address.</summary>
    public const int LoginsPerSecond = 60;

    /// <summary>Other calls a second in one context.</summary>
    public const int PerSecond = 10;

    /// <summary>Other calls a minute in one context.</summary>
    public const int PerMinute = 30;

    /// <summary>Other calls an hour in one context.</summary>
    public const int PerHour = 120;

    /// <summary>Where the Ministry announces outages of production.</summary>
    public const string StatusPage = "https://api-latarnia.ksef.mf.gov.pl/status";

    /// <summary>Law in force: Dz.U. 2025 poz. 1815, § 13(1)(1).</summary>
    public static DateOnly TokensEndOn { get; } = new(2026, 12, 31);

    /// <summary>Announced by the API team on 2026-09-10 for tokens issued until the end of 2026; not law.</summary>
    public static DateOnly TokensEndAnnounced { get; } = new(2027, 11, 30);

    public static TimeSpan RotateAfter { get; } = TimeSpan.FromDays(365);

    public static TimeSpan UnusedAfter { get; } = TimeSpan.FromDays(90);

    public static TimeSpan RenewBefore { get; } = TimeSpan.FromDays(30);

    /// <summary>
    /// With these a leaked token could make others, or act for parts of the client that nobody thinks of.
    /// </summary>
    public static IReadOnlyList<string> NeverPermissions { get; } =
    ["CredentialsManage", "SubunitManage", "EnforcementOperations"];

    /// <summary>
    /// Token permissions of API 2.7.0 (TokenPermissionType); another name in a file is probably misspelt.
    /// </summary>
    public static IReadOnlyList<string> KnownPermissions { get; } =
    [
        "InvoiceRead",
        "InvoiceWrite",
        "CredentialsRead",
        "CredentialsManage",
        "SubunitManage",
        "EnforcementOperations",
        "Introspection",
        "CollectiveIdentifierManage",
    ];
}
