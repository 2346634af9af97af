using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A person with a NIP or a PESEL (contract: PersonByFingerprintWithIdentifierDetails).</summary>
public sealed record FingerprintWithIdDetails(string FirstName, string LastName, TypedIdentifier Identifier);
