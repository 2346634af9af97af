namespace KsefTools.Core.Office.Profiles;

/// <summary>What reading a file came to, once.</summary>
/// <param name="File">The file as it was.</param>
/// <param name="Profile">The client; null where the file cannot be used.</param>
internal sealed record IndexedClient(ClientFile File, ClientProfile? Profile);
