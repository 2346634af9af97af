using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>
/// The body of <c>POST /permissions/indirect/grants</c> (contract: IndirectPermissionsGrantRequest): in the firm's own
/// context, what its clients let it hand on.
/// </summary>
/// <param name="SubjectIdentifier">Who is let in: <c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</param>
/// <param name="TargetIdentifier">
/// The client (<c>Nip</c>, <c>InternalId</c>), or <c>AllPartners</c> without a value.
/// </param>
/// <param name="Permissions"><c>InvoiceRead</c>, <c>InvoiceWrite</c>, each once.</param>
/// <param name="Description">5 to 256 characters.</param>
/// <param name="SubjectDetails">Who the person is.</param>
public sealed record GrantIndirectRequest(
    TypedIdentifier SubjectIdentifier,
    TypedIdentifier TargetIdentifier,
    IReadOnlyList<string> Permissions,
    string Description,
    PersonSubject SubjectDetails
);
