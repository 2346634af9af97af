using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>The body of <c>POST /permissions/persons/grants</c> (contract: PersonPermissionsGrantRequest).</summary>
/// <param name="SubjectIdentifier">Who is let in: <c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</param>
/// <param name="Permissions">Each one once.</param>
/// <param name="Description">5 to 256 characters.</param>
/// <param name="SubjectDetails">Who the person is.</param>
public sealed record GrantPersonRequest(
    TypedIdentifier SubjectIdentifier,
    IReadOnlyList<string> Permissions,
    string Description,
    PersonSubject SubjectDetails
);
