namespace KsefTools.Sandbox.State.Grants;

/// <summary>
/// A company by NIP or a provider by PeppolId (schema EntityAuthorizationsAuthorizedEntityIdentifier).
/// </summary>
/// <param name="Type"><c>Nip</c> or <c>PeppolId</c>.</param>
/// <param name="Value">The identifier.</param>
public sealed record AuthorizedEntity(string Type, string Value);
