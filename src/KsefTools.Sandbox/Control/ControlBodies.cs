using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Control;

/// <summary>Body of POST /_sandbox/tokens.</summary>
internal sealed record CreateTokenCommand(
    ContextIdentifier Context,
    SubjectIdentifier? Author,
    IReadOnlyList<Permission> Permissions,
    string? Description,
    TokenStatus? Status,
    IReadOnlyList<Permission>? EffectivePermissions
);

internal sealed record CreatedToken(string ReferenceNumber, string Token);
