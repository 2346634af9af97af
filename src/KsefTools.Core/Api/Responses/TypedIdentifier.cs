namespace KsefTools.Core.Api.Responses;

/// <summary>An identifier and its type, as text, so that a type KSeF adds later survives.</summary>
/// <param name="Type">For example <c>Nip</c>, <c>Pesel</c>, <c>Fingerprint</c>, <c>InternalId</c>.</param>
/// <param name="Value">Null only where the type says it all (<c>AllPartners</c>).</param>
public sealed record TypedIdentifier(string Type, string? Value);
