using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Api;

/// <summary>
/// A sandbox that goes on by polls: where its clock stands still for whoever waits, as for another process.
/// </summary>
internal static class ByPolls
{
    public static void Configure(SandboxSettings settings)
    {
        (settings.PermissionDelay, settings.PermissionPolls) = (TimeSpan.Zero, 1);
        (settings.EnrollmentDelay, settings.EnrollmentPolls) = (TimeSpan.Zero, 1);
        (settings.TokenDelay, settings.TokenReadsToSettle) = (TimeSpan.Zero, 1);
    }
}
