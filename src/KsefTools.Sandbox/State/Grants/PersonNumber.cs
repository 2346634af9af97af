namespace KsefTools.Sandbox.State.Grants;

/// <summary>Schema PersonIdentifier: type Nip or Pesel.</summary>
public sealed record PersonNumber(string Type, string Value);
