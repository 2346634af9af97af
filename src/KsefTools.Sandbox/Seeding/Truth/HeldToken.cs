namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>A token of a holder's.</summary>
/// <param name="Nip">The client.</param>
/// <param name="Reference">The token's number.</param>
public sealed record HeldToken(string Nip, string Reference);
