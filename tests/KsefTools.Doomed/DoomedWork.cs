namespace KsefTools.Doomed;

/// <summary>One office in which a process does its operation.</summary>
/// <param name="Folder">What outlives the process, see <see cref="DoomedFolder"/>.</param>
/// <param name="KillAt">The point to die at, counted from 0 over all processes of the folder; null to live.</param>
public sealed record DoomedWork(string Folder, int? KillAt = null);
