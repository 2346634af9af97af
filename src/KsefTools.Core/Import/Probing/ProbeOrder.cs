using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;

namespace KsefTools.Core.Import.Probing;

/// <summary>
/// Which environments are asked about a token that may be of any, and in which order: so that a token of production is
/// sent to production alone, and none of the Ministry's leaves the Ministry.
/// </summary>
internal static class ProbeOrder
{
    /// <summary>
    /// Of the office's own environment and those that it names for trying tokens: first the Ministry's, production
    /// before DEMO before TEST; then, for an office that practises elsewhere, its own and others on this computer.
    /// </summary>
    public static IReadOnlyList<KsefEnvironment> Of(OfficeFolder office, AllowedEnvironments allowed)
    {
        var own = KsefEnvironment.Parse(office.Settings.Environment);
        var named = office
            .Settings.Policy.OtherEnvironments.Select(name =>
                KsefEnvironment.TryParse(name, out var environment, out _) ? environment : null
            )
            .OfType<KsefEnvironment>()
            .Prepend(own)
            .Where(allowed.Allows)
            .DistinctBy(environment => environment.Name, StringComparer.Ordinal)
            .ToList();
        KsefEnvironment[] guarded = [KsefEnvironment.Production, KsefEnvironment.Demo, KsefEnvironment.Test];
        return
        [
            .. guarded.Where(ministry => named.Exists(environment => environment.Name == ministry.Name)),
            .. named.Where(environment =>
                environment.Kind is not EnvironmentKind.Ministry && MayFollow(own, environment)
            ),
        ];
    }

    private static bool MayFollow(KsefEnvironment own, KsefEnvironment other) =>
        other.Name == own.Name || (own.Kind is EnvironmentKind.Loopback && other.Kind is EnvironmentKind.Loopback);
}
