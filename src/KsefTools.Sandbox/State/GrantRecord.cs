using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.State;

/// <summary>
/// One permission given to a subject. It is taken away by removing it: indirect grants that rested on it then are
/// inactive by themselves (<see cref="World.IsInEffect"/>).
/// </summary>
public sealed record GrantRecord
{
    public required Guid Id { get; init; }

    /// <summary>Where it works; of an indirect grant, the company's own context, where it was given.</summary>
    public required ContextIdentifier Context { get; init; }

    public required SubjectIdentifier Authorized { get; init; }

    public required Permission Permission { get; init; }

    public GrantKind Kind { get; init; }

    public string Description { get; init; } = "Uprawnienie testowe";

    public required DateTimeOffset StartDate { get; init; }

    /// <summary>False: inactive whatever it rests on, for tests of what KSeF shows.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Of an entity grant: whether the company may pass it on to its staff.</summary>
    public bool CanDelegate { get; init; }

    /// <summary>Of an indirect grant: for which clients. Null for every other kind.</summary>
    public GrantTarget? Target { get; init; }

    /// <summary>Where it was given; null: in <see cref="Context"/>, as all but a subunit's administrator.</summary>
    public ContextIdentifier? GrantedIn { get; init; }

    /// <summary>Who gave it; null: KSeF itself, from a form ZAW-FA.</summary>
    public SubjectIdentifier? Author { get; init; }

    /// <summary>Who the person is; null: nobody wrote it down.</summary>
    public PersonDetails? Person { get; init; }

    /// <summary>Full name of the company of an entity grant, or of one that a fingerprint stands for.</summary>
    public string? EntityName { get; init; }

    /// <summary>Of a company that a fingerprint stands for.</summary>
    public string? EntityAddress { get; init; }

    /// <summary>Of the two Eu kinds.</summary>
    public EuEntity? EuEntity { get; init; }

    public string? SubunitName { get; init; }

    /// <summary>A client's grant to a company, for example to its accounting office.</summary>
    public static GrantRecord ToEntity(
        Guid id,
        ContextIdentifier client,
        string nip,
        Permission permission,
        bool canDelegate,
        DateTimeOffset startDate
    ) =>
        new()
        {
            Id = id,
            Kind = GrantKind.Entity,
            Context = client,
            Authorized = SubjectIdentifier.Nip(nip),
            Permission = permission,
            CanDelegate = canDelegate,
            StartDate = startDate,
            Author = client.OwnerNip is { } owner ? SubjectIdentifier.Nip(owner) : null,
            EntityName = "Biuro rachunkowe",
        };

    /// <summary>A company's grant to one of its staff, for one client or for all.</summary>
    public static GrantRecord ToStaff(
        Guid id,
        string companyNip,
        SubjectIdentifier person,
        GrantTarget target,
        Permission permission,
        DateTimeOffset startDate
    ) =>
        new()
        {
            Id = id,
            Kind = GrantKind.Indirect,
            Context = ContextIdentifier.Nip(companyNip),
            Authorized = person,
            Target = target,
            Permission = permission,
            StartDate = startDate,
            Author = SubjectIdentifier.Nip(companyNip),
        };
}
