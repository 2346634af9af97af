namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>A taxpayer in whose context tokens act.</summary>
/// <param name="Nip">Ten digits.</param>
/// <param name="Name">As the register has it.</param>
/// <param name="Blocked">Whether sign-ins to this context end with 480.</param>
public sealed record SeededSubject(string Nip, string Name, bool Blocked);
