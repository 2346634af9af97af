using KsefTools.Core.Api.Environments;
using KsefTools.Core.Audit;

namespace KsefTools.Core.Runs;

/// <summary>How an audit run goes.</summary>
public sealed record RunOptions
{
    /// <summary>Clients worked on at the same time; null for the office's policy.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Signs in again everywhere, whatever sessions are remembered.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether it looks who has access at each client, too: about six requests a client more.</summary>
    public bool Access { get; init; }

    /// <summary>Whether it leaves a folder.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>How many folders stay, this run's among them.</summary>
    public int Keep { get; init; } = 30;

    /// <summary>Where anything may be sent.</summary>
    public AllowedEnvironments Allowed { get; init; } = AllowedEnvironments.BuiltIn;

    /// <summary>Told after every verdict on a credential, from whatever thread reached it.</summary>
    public Action<AuditProgress>? Progress { get; init; }

    /// <summary>Told what went wrong beside the results: it costs memory, never a result.</summary>
    public Action<string>? Warn { get; init; }
}
