namespace KsefTools.Sandbox.Hosting;

/// <summary>What may be changed while the sandbox runs; each environment has its own. Assignments are seen by the next request.</summary>
public sealed class SandboxSettings
{
    /// <summary>Polls of an authentication's status that still see code 100. 0: finished at the first look.</summary>
    public int PollsInProgress { get; set; }

    /// <summary>Life of the bearer that polls and redeems.</summary>
    public TimeSpan AuthenticationTokenLifetime { get; set; } = TimeSpan.FromMinutes(45);

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long after a sign-in GET /tokens shows it as <c>lastUseDate</c>; until then the use before is shown. The contract does not
    /// say. With no delay a token session can see nothing but its own sign-in.
    /// </summary>
    public TimeSpan LastUseDelay { get; set; }

    /// <summary>From this moment no KSeF token signs in (450, inactive). Null: tokens do not end.</summary>
    public DateTimeOffset? TokenEndDate { get; set; }

    /// <summary>
    /// A token with no effective permission signs in and is refused later (observed) instead of ending at 415 (documented).
    /// </summary>
    public bool SignInWithoutPermissions { get; set; }
}
