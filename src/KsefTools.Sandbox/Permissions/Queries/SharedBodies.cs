using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schemas PermissionsSubjectEntityDetails and PermissionsSubjectEntityByIdentifierDetails.</summary>
internal sealed record EntityDetailsBody(string SubjectDetailsType, string FullName, string? Address = null)
{
    public static EntityDetailsBody? Of(GrantRecord grant) =>
        grant.EntityName is not { } name ? null
        : grant.Kind == GrantKind.Entity ? Of(name)
        : new EntityDetailsBody("EntityByFingerprint", name, grant.EntityAddress);

    public static EntityDetailsBody Of(string fullName) => new("EntityByIdentifier", fullName);
}

/// <summary>Schema PersonPermissionsAuthorIdentifier: an identifier, or KSeF itself without a value.</summary>
internal sealed record AuthorBody(string Type, string? Value)
{
    public static AuthorBody Of(SubjectIdentifier? author) =>
        author is null ? new AuthorBody("System", null) : new AuthorBody(author.Type.ToString(), author.Value);
}
