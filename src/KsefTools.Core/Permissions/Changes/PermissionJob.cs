using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>One grant or revocation that is to be made in one context.</summary>
public sealed record PermissionJob
{
    public required OfficeFolder Office { get; init; }

    public required KsefEnvironment Environment { get; init; }

    /// <summary>Where to work.</summary>
    public required ContextIdentifier Context { get; init; }

    /// <summary>Whose context that is, for a person.</summary>
    public required string Name { get; init; }

    /// <summary>With which secrets to try to sign in, the best first.</summary>
    public required IReadOnlyList<SecretAddress> Secrets { get; init; }

    /// <summary>What to grant; null for a revocation.</summary>
    public GrantOrder? Order { get; init; }

    /// <summary>What to revoke; null for a grant.</summary>
    public string? PermissionId { get; init; }

    /// <summary>What is known of the permission to revoke, for the result.</summary>
    public KsefPermission? Revoked { get; init; }

    /// <summary>How its record names it.</summary>
    internal OperationKind Kind => Order is null ? OperationKind.Withdrawal : OperationKind.Grant;

    /// <summary>What no two may be at: the same permissions of somebody, or the same permission.</summary>
    internal string LockedSubject =>
        Order?.LockedSubject(Environment.Name, Context) ?? $"{Environment.Name}\n{Context}\n{PermissionId}";

    /// <summary>For the journal: names the change, and nobody's whole PESEL.</summary>
    public override string ToString() => $"{Context.Value}: {Order?.ToString() ?? PermissionId}";
}
