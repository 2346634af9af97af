using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Access.Ending;

/// <summary>Whose access is to end, and where.</summary>
/// <param name="Clients">The clients.</param>
public sealed record AccessEndOrder(IReadOnlyList<ClientProfile> Clients)
{
    /// <summary>
    /// Who leaves, as <see cref="AccessFilter.Holders"/> reads it; empty where it is the office itself that leaves the
    /// clients.
    /// </summary>
    public IReadOnlyList<string> Holders { get; init; } = [];
}
