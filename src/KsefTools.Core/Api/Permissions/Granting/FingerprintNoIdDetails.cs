namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A person with neither NIP nor PESEL (contract: PersonByFingerprintWithoutIdentifierDetails).</summary>
public sealed record FingerprintNoIdDetails(
    string FirstName,
    string LastName,
    DateOnly BirthDate,
    IdDocument IdDocument
);
