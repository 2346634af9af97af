using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
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

    /// <summary>
    /// A job at a client, with all credentials that its profile names for use there: certificates before tokens.
    /// </summary>
    public static PermissionJob AtClient(OfficeFolder office, ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new PermissionJob
        {
            Office = office,
            Environment = office.EnvironmentOf(profile),
            Context = ContextIdentifier.Of(profile.Nip),
            Name = profile.Name,
            Secrets =
            [
                .. profile
                    .ToCredentialsInUse(office)
                    .Where(credential => credential.SecretName is { Length: > 0 })
                    .OrderByDescending(credential => credential.Kind)
                    .Select(credential => new SecretAddress(credential.Vault, credential.SecretName!)),
            ],
        };
    }

    /// <summary>A job in the office's own context.</summary>
    /// <param name="office">The office.</param>
    /// <param name="environment">Which KSeF; null for the office's.</param>
    /// <param name="identity">Who signs in there; it must have a certificate.</param>
    public static PermissionJob AtHome(OfficeFolder office, string? environment, OfficeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(office);
        return new PermissionJob
        {
            Office = office,
            Environment = environment is null ? office.EnvironmentOf() : ClientCredential.EnvironmentOf(environment),
            Context = ContextIdentifier.Of(office.Settings.Nip),
            Name = office.Settings.Name,
            Secrets = [identity.SecretAddressOf(office)],
        };
    }

    /// <summary>How its record names it.</summary>
    internal OperationKind Kind => Order is null ? OperationKind.Withdrawal : OperationKind.Grant;

    /// <summary>What no two may be at: the same permissions of somebody, or the same permission.</summary>
    internal string LockedSubject =>
        Order?.LockedSubject(Environment.Name, Context) ?? $"{Environment.Name}\n{Context}\n{PermissionId}";

    /// <summary>For the journal: names the change, and nobody's whole PESEL.</summary>
    public override string ToString() => $"{Context.Value}: {Order?.ToString() ?? PermissionId}";
}
