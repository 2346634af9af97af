using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>Grants permissions to one subject: all that were asked for, or none.</summary>
internal sealed class GrantWork(World world, SandboxSettings settings, Bearer grantor)
{
    /// <summary>Accepts a grant.</summary>
    /// <param name="call">Asks for it.</param>
    /// <param name="wanted">What to grant; ids and dates come at the operation's end.</param>
    /// <param name="rule">What else is against it; null when nothing is.</param>
    public static Reply Accept(Call call, IReadOnlyList<GrantRecord> wanted, Func<World, PermissionOutcome?> rule)
    {
        var work = new GrantWork(call.World, call.Environment.Settings, call.Bearer);
        return PermissionWork.Accept(call, () => work.Carry(wanted, rule));
    }

    private PermissionOutcome Carry(IReadOnlyList<GrantRecord> wanted, Func<World, PermissionOutcome?> rule)
    {
        if (settings.GrantorMustHold && Missing(wanted) is { Length: > 0 } missing)
            return PermissionOutcome.NotEntitled($"Uprawniający nie posiada: {missing}.");
        if (wanted.Any(IsToOwner))
            return PermissionOutcome.Inconsistent("Podmiot uprawniany jest właścicielem kontekstu.");
        if (rule(world) is { } refused)
            return refused;
        var added = wanted.Where(grant => !Exists(grant)).ToList();
        if (added.Count < wanted.Count && Duplicate() is { } duplicate)
            return duplicate;
        foreach (var grant in added)
            world.AddGrant(grant with { Id = world.Numbers.NextGuid(), StartDate = world.Clock.GetUtcNow() });
        return PermissionOutcome.Success;
    }

    // Inside an InternalId the taxpayer itself may be let handle its unit's invoices, as any other company (the
    // Ministry's own client).
    private bool IsToOwner(GrantRecord grant) =>
        world.IsOwner(grant.Authorized, grant.Context)
        && grant is not { Kind: GrantKind.Entity, Context.Type: ContextIdentifierType.InternalId };

    private string Missing(IReadOnlyList<GrantRecord> wanted) =>
        string.Join(
            ", ",
            wanted
                .Select(grant => grant.Permission)
                .Except(world.RightsOf(grantor.Subject, grantor.Context).Intersect(grantor.Permissions))
        );

    // One that may be passed on is another than one that may not.
    private bool Exists(GrantRecord wanted) =>
        world
            .GrantsIn(wanted.Context)
            .Any(grant =>
                grant.Kind == wanted.Kind
                && grant.Authorized == wanted.Authorized
                && grant.Permission == wanted.Permission
                && grant.Target == wanted.Target
                && grant.CanDelegate == wanted.CanDelegate
            );

    private PermissionOutcome? Duplicate() => DuplicateUnder(settings.DuplicateGrants);

    /// <summary>How an operation ends that asks for what exists; null where that is no error.</summary>
    public static PermissionOutcome? DuplicateUnder(DuplicateGrantRule rule) =>
        rule switch
        {
            DuplicateGrantRule.Failed => PermissionOutcome.Failed("Uprawnienie już istnieje."),
            DuplicateGrantRule.NotAllowed => PermissionOutcome.NotAllowed("Uprawnienie już istnieje."),
            _ => null,
        };
}
