namespace KsefTools.Core.Conversion.Waiting;

/// <summary>A client who has been asked to grant something, and has not done so as far as is known.</summary>
/// <param name="Nip">Ten digits.</param>
/// <param name="Environment">As the profile names it.</param>
/// <param name="Identity">To which identity of the office, by its name.</param>
/// <param name="Missing">What is asked for.</param>
internal sealed record WaitingClient(string Nip, string Environment, string Identity, IReadOnlyList<string> Missing);
