using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>The body of <c>POST /permissions/entities/grants</c> (contract: EntityPermissionsGrantRequest).</summary>
/// <param name="SubjectIdentifier">Who is let in: a <c>Nip</c>.</param>
/// <param name="Permissions">Each one once.</param>
/// <param name="Description">5 to 256 characters.</param>
/// <param name="SubjectDetails">Its name.</param>
public sealed record GrantEntityRequest(
    TypedIdentifier SubjectIdentifier,
    IReadOnlyList<EntityRight> Permissions,
    string Description,
    EntityDetails SubjectDetails
);
