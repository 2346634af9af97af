namespace KsefTools.Sandbox.State.Grants;

/// <summary>Schema IdDocument; the country has two capital letters.</summary>
public sealed record IdentityDocument(string Type, string Number, string Country);
