using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tokens.Ending;

/// <summary>What to revoke at one client: a token of ours, one by its number, or all that nobody here knows.</summary>
/// <param name="Profile">The client.</param>
public sealed record TokenEndOrder(ClientProfile Profile)
{
    /// <summary>The profile's entry of a token of ours; null for another one.</summary>
    public AccessEntry? Entry { get; init; }

    /// <summary>The token's number; null where the entry says it, or where all unknown ones are meant.</summary>
    public string? Reference { get; init; }

    /// <summary>All active tokens of the client that no profile of the office names.</summary>
    public bool Unknown { get; init; }

    /// <summary>
    /// Whether the client's last working access may go, too, and a token that another client's file names as well: KSeF
    /// takes it at this client alone.
    /// </summary>
    public bool Force { get; init; }
}
