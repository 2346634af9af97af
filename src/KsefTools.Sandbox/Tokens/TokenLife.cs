using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.Tokens;

/// <summary>How a token changes its status by itself.</summary>
internal static class TokenLife
{
    /// <summary>How long a new token stays Pending, and a revoked one Revoking.</summary>
    public static Underway Begin(SandboxEnvironment environment) =>
        new(environment.Clock.Mark(), environment.Settings.TokenDelay, environment.Settings.TokenReadsToSettle);

    /// <summary>After a read of its status: one read nearer to Active or Revoked.</summary>
    public static TokenRecord AfterRead(TokenRecord token) => token with { Underway = token.Underway?.Seen() };
}
