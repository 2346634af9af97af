namespace KsefTools.Core.Runs.Storage;

/// <summary>How much of one client's matrix could be seen.</summary>
/// <param name="Nip">The client.</param>
/// <param name="Name">Its name.</param>
/// <param name="Environment">Where.</param>
/// <param name="Sight">How much.</param>
/// <param name="Reason">Why not everything; null where it was.</param>
public sealed record AccessClient(
    string Nip,
    string Name,
    string Environment,
    AccessSight Sight,
    string? Reason = null
);
