using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.Grants;

/// <summary>A company that acts for another; it opens no session.</summary>
/// <param name="Id">Identifier of the authorization.</param>
/// <param name="Context">NIP of the company that authorized.</param>
/// <param name="Authorized">Who was authorized.</param>
/// <param name="Scope">For what.</param>
/// <param name="FullName">Of the authorized company.</param>
/// <param name="Description">5 to 256 characters.</param>
/// <param name="StartDate">Since when.</param>
/// <param name="Author">Who gave it; null: nobody knows.</param>
public sealed record AuthorizationRecord(
    Guid Id,
    ContextIdentifier Context,
    AuthorizedEntity Authorized,
    AuthorizationScope Scope,
    string FullName,
    string Description,
    DateTimeOffset StartDate,
    SubjectIdentifier? Author
);
