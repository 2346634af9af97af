namespace KsefTools.Core.Office.Profiles.Index;

/// <summary>What reading a file came to, once.</summary>
/// <param name="File">The file as it was.</param>
/// <param name="Profiles">The client and its parts; empty where the file cannot be used.</param>
internal sealed record IndexedClient(ClientFile File, IReadOnlyList<ClientProfile> Profiles);
