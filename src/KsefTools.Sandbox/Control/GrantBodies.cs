using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Control;

/// <summary>Body of POST /_sandbox/grants: one grant for each permission.</summary>
/// <param name="Context">Who grants; of an indirect grant, the company.</param>
/// <param name="Authorized">Who receives.</param>
/// <param name="Permissions">What.</param>
/// <param name="Kind">Null: Entity for a NIP, else Person.</param>
/// <param name="CanDelegate">Of an entity grant.</param>
/// <param name="Target">Of an indirect grant.</param>
/// <param name="GrantedIn">Of a subunit's administrator: the context above it.</param>
/// <param name="Author">Null: KSeF itself.</param>
/// <param name="Description">Null: the usual one.</param>
/// <param name="Name">First and last name of a person, or a company's full name.</param>
/// <param name="Active">False: inactive whatever it rests on.</param>
internal sealed record PlantGrantsCommand(
    ContextIdentifier? Context,
    SubjectIdentifier? Authorized,
    IReadOnlyList<Permission>? Permissions,
    GrantKind? Kind,
    bool CanDelegate,
    GrantTarget? Target,
    ContextIdentifier? GrantedIn,
    SubjectIdentifier? Author,
    string? Description,
    string? Name,
    bool Active = true
)
{
    public GrantRecord Grant(
        World world,
        GrantKind kind,
        ContextIdentifier context,
        SubjectIdentifier authorized,
        Permission permission
    )
    {
        var grant = new GrantRecord
        {
            Id = world.Numbers.NextGuid(),
            Kind = kind,
            Context = context,
            Authorized = authorized,
            Permission = permission,
            StartDate = world.Clock.GetUtcNow(),
            CanDelegate = CanDelegate,
            Target = Target,
            GrantedIn = GrantedIn,
            Author = Author,
            IsActive = Active,
            EntityName = kind == GrantKind.Entity ? Name : null,
            Person = kind == GrantKind.Entity ? null : PersonOf(authorized),
        };
        return Description is null ? grant : grant with { Description = Description };
    }

    // A fingerprint's person has more details than a name.
    private PersonDetails? PersonOf(SubjectIdentifier authorized) =>
        authorized.Type != SubjectIdentifierType.Fingerprint && Name?.Split(' ', 2) is [var first, var last]
            ? new PersonDetails("PersonByIdentifier", first, last)
            : null;
}

/// <summary>A grant, and whether it is worth something where it was given.</summary>
internal sealed record GrantState(
    Guid Id,
    GrantKind Kind,
    ContextIdentifier Context,
    SubjectIdentifier Authorized,
    Permission Permission,
    bool CanDelegate,
    GrantTarget? Target,
    bool InEffect,
    DateTimeOffset StartDate
)
{
    public static GrantState Of(GrantRecord grant, World world) =>
        new(
            grant.Id,
            grant.Kind,
            grant.Context,
            grant.Authorized,
            grant.Permission,
            grant.CanDelegate,
            grant.Target,
            world.IsInEffect(grant, grant.Context),
            grant.StartDate
        );
}

internal sealed record GrantStates(IReadOnlyList<GrantState> Grants);
