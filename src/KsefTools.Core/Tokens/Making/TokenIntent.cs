using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tokens.Making;

/// <summary>What is about to be done for a client, for the person who is asked.</summary>
/// <param name="Profile">The client.</param>
/// <param name="Permissions">What the new token is to be let do; empty where none is made.</param>
/// <param name="Former">The number of the token that goes; null for none.</param>
public sealed record TokenIntent(ClientProfile Profile, IReadOnlyList<string> Permissions, string? Former)
{
    /// <summary>Whether that one signs in no more.</summary>
    public bool FormerIsDead { get; init; }
}
