using System.Collections.Concurrent;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.State.SignIn;
using KsefTools.Sandbox.State.Subjects;

namespace KsefTools.Sandbox.State;

/// <summary>
/// What exists in one environment: subjects, persons, grants, tokens, blocked contexts, sessions. Safe for many
/// threads. Whatever is given to the Add methods is kept as given, so that a seeded world is the same every time.
/// </summary>
public sealed class World
{
    private readonly ConcurrentDictionary<string, SubjectRecord> subjects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PersonRecord> persons = new(StringComparer.Ordinal);
    private readonly GrantStore allGrants = new();
    private readonly ConcurrentDictionary<Guid, AuthorizationRecord> authorizations = new();
    private readonly ConcurrentDictionary<ContextIdentifier, byte> blocked = new();
    private readonly TokenStore tokens;

    public World(SandboxClock clock, int? seed = null)
    {
        Clock = clock;
        Numbers = new NumberSource(clock, seed);
        PermissionOperations = new PermissionOperationStore(clock);
        tokens = new TokenStore(clock);
        Attachments = new AttachmentConsents(clock);
    }

    public SandboxClock Clock { get; }

    public NumberSource Numbers { get; }

    public SessionStore Sessions { get; } = new();

    public CertificateStore Certificates { get; } = new();

    public AttachmentConsents Attachments { get; }

    public PeppolProviders PeppolProviders { get; } = new();

    public IEnumerable<SubjectRecord> Subjects => subjects.Values;

    public IEnumerable<PersonRecord> Persons => persons.Values;

    public IEnumerable<GrantRecord> Grants => CurrentGrants.All;

    public IEnumerable<AuthorizationRecord> Authorizations
    {
        get
        {
            PermissionOperations.SettleDue();
            return authorizations.Values;
        }
    }

    internal PermissionOperationStore PermissionOperations { get; }

    private GrantStore CurrentGrants
    {
        get
        {
            PermissionOperations.SettleDue();
            return allGrants;
        }
    }

    public IEnumerable<TokenRecord> Tokens => tokens.All;

    /// <summary>Tokens of one context.</summary>
    public IEnumerable<TokenRecord> TokensOf(ContextIdentifier context) => tokens.Of(context);

    public IEnumerable<ContextIdentifier> BlockedContexts => blocked.Keys;

    /// <summary>Adds a company.</summary>
    /// <returns>False when a subject of that NIP exists.</returns>
    public bool AddSubject(SubjectRecord subject) => subjects.TryAdd(subject.Nip, subject);

    public bool RemoveSubject(string nip)
    {
        foreach (var child in subjects.Values.Where(s => string.Equals(s.ParentNip, nip, StringComparison.Ordinal)))
            subjects.TryRemove(child.Nip, out _);
        return subjects.TryRemove(nip, out _);
    }

    public SubjectRecord? FindSubject(string nip) => subjects.GetValueOrDefault(nip);

    /// <summary>Adds a person.</summary>
    /// <returns>False when a person of that NIP exists.</returns>
    public bool AddPerson(PersonRecord person) => persons.TryAdd(person.Nip, person);

    public PersonRecord? RemovePerson(string nip) => persons.TryRemove(nip, out var person) ? person : null;

    /// <summary>Adds a grant exactly as given, in effect at once; one of the same id is replaced.</summary>
    public void AddGrant(GrantRecord grant) => CurrentGrants.Add(grant);

    public GrantRecord? FindGrant(Guid id) => CurrentGrants.Find(id);

    /// <summary>Grants that work in a context, and indirect ones that were given in it.</summary>
    public IEnumerable<GrantRecord> GrantsIn(ContextIdentifier context) => CurrentGrants.In(context);

    /// <summary>Grants to a subject under exactly this identifier.</summary>
    public IEnumerable<GrantRecord> GrantsTo(SubjectIdentifier receiver) => CurrentGrants.To(receiver);

    /// <summary>Indirect grants of every company.</summary>
    public IEnumerable<GrantRecord> IndirectGrants => CurrentGrants.Indirect;

    /// <summary>Takes a grant away.</summary>
    /// <returns>False when there is none of that id.</returns>
    public bool RemoveGrant(Guid id) => CurrentGrants.Remove(id);

    public void RemoveGrants(Func<GrantRecord, bool> which)
    {
        foreach (var grant in CurrentGrants.All.Where(which))
            CurrentGrants.Remove(grant.Id);
    }

    public void AddAuthorization(AuthorizationRecord authorization) => authorizations[authorization.Id] = authorization;

    public AuthorizationRecord? FindAuthorization(Guid id) => Authorizations.FirstOrDefault(a => a.Id == id);

    public bool RemoveAuthorization(Guid id) => authorizations.TryRemove(id, out _);

    public void Block(ContextIdentifier context) => blocked[context] = 1;

    public void Unblock(ContextIdentifier context) => blocked.TryRemove(context, out _);

    public bool IsBlocked(ContextIdentifier context) => blocked.ContainsKey(context);

    /// <summary>Adds a token exactly as given.</summary>
    /// <exception cref="ArgumentException">Its reference number or its secret is taken.</exception>
    public void AddToken(TokenRecord token) => tokens.Add(token);

    /// <summary>Makes a token whose reference number and secret are drawn from <see cref="Numbers"/>.</summary>
    public TokenRecord CreateToken(
        ContextIdentifier context,
        SubjectIdentifier author,
        IReadOnlyList<Permission> permissions,
        string description = NewToken.UsualDescription,
        TokenStatus status = TokenStatus.Active
    ) => CreateToken(new NewToken(context, author, permissions) { Description = description, Status = status });

    /// <summary>Makes a token whose reference number and secret are drawn from <see cref="Numbers"/>.</summary>
    public TokenRecord CreateToken(NewToken wanted)
    {
        var reference = Numbers.Next("EC");
        var token = new TokenRecord
        {
            ReferenceNumber = reference,
            Secret = $"{reference}|{wanted.Context.ToTokenSegment()}|{Numbers.NextTokenSecret()}",
            Context = wanted.Context,
            Author = wanted.Author,
            Description = wanted.Description,
            RequestedPermissions = wanted.RequestedPermissions,
            EffectivePermissions = wanted.EffectivePermissions,
            DateCreated = Clock.GetUtcNow(),
            Status = wanted.Status,
            Underway = wanted.Underway,
        };
        AddToken(token);
        return token;
    }

    public TokenRecord? FindToken(string referenceNumber) => tokens.Find(referenceNumber);

    public TokenRecord? FindTokenBySecret(string secret) => tokens.FindBySecret(secret);

    /// <summary>
    /// Replaces a token by what the change makes of it; the reference number, the secret and the context stay.
    /// </summary>
    /// <returns>The new state; null when there is no such token.</returns>
    public TokenRecord? UpdateToken(string referenceNumber, Func<TokenRecord, TokenRecord> change) =>
        tokens.Update(referenceNumber, change);

    /// <summary>Owner: the NIP of the context, or the PESEL linked with that NIP.</summary>
    public bool IsOwner(SubjectIdentifier subject, ContextIdentifier context)
    {
        if (context.OwnerNip is not { } nip)
            return false;
        return subject.Type switch
        {
            SubjectIdentifierType.Nip => string.Equals(subject.Value, nip, StringComparison.Ordinal),
            SubjectIdentifierType.Pesel => persons.TryGetValue(nip, out var person)
                && string.Equals(person.Pesel, subject.Value, StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>
    /// Two identifiers of one person (NIP and PESEL linked by /testdata/person), or the same identifier.
    /// </summary>
    public bool AreSamePerson(SubjectIdentifier one, SubjectIdentifier other) =>
        one == other || Links(one, other) || Links(other, one);

    /// <summary>
    /// All rights of a subject in a context: an owner's, or those granted to it directly, or by a company to its staff
    /// as far as the context let that company pass them on.
    /// </summary>
    public IReadOnlyList<Permission> RightsOf(SubjectIdentifier subject, ContextIdentifier context)
    {
        if (IsOwner(subject, context))
            return Rights.OfOwner;
        if (context.Type == ContextIdentifierType.PeppolId)
            return PeppolProviders.Knows(context.Value) ? Rights.OfPeppolProvider : [];
        var direct = GrantsIn(context).Where(g => g.Kind != GrantKind.Indirect);
        var indirect = IndirectGrants.Where(g => g.Target!.Covers(context));
        return
        [
            .. direct
                .Concat(indirect)
                .Where(g => AreSamePerson(g.Authorized, subject) && IsInEffect(g, context))
                .Select(g => g.Permission)
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>
    /// Whether a grant is worth something, seen from a context. An indirect one needs the client's grant to the
    /// company, of the same permission and passed on: the client's where one is meant or looks, else any client's.
    /// </summary>
    public bool IsInEffect(GrantRecord grant, ContextIdentifier seenFrom)
    {
        ArgumentNullException.ThrowIfNull(grant);
        if (!grant.IsActive || grant is not { Kind: GrantKind.Indirect, Target: { } target })
            return grant.IsActive;
        var company = grant.Context.Value;
        if (seenFrom != grant.Context)
            return CurrentGrants.IsDelegated(seenFrom, company, grant.Permission);
        return target.Client is { } client
            ? CurrentGrants.IsDelegated(client, company, grant.Permission)
            : CurrentGrants.IsDelegatedByAnyone(company, grant.Permission);
    }

    /// <summary>What a token may really do now.</summary>
    public IReadOnlyList<Permission> EffectivePermissionsOf(TokenRecord token) =>
        token.EffectivePermissions
        ?? [.. token.RequestedPermissions.Intersect(RightsOf(token.Author, token.Context)).Order()];

    public bool IsDeceased(SubjectIdentifier subject) => persons.Values.Any(p => p.IsDeceased && (Is(p, subject)));

    /// <summary>Empties the environment.</summary>
    public void Clear()
    {
        subjects.Clear();
        persons.Clear();
        PermissionOperations.Clear();
        allGrants.Clear();
        authorizations.Clear();
        blocked.Clear();
        Attachments.Clear();
        PeppolProviders.Clear();
        tokens.Clear();
        Sessions.Clear();
        Certificates.Clear();
    }

    private bool Links(SubjectIdentifier nip, SubjectIdentifier pesel) =>
        nip.Type == SubjectIdentifierType.Nip
        && pesel.Type == SubjectIdentifierType.Pesel
        && persons.TryGetValue(nip.Value, out var person)
        && string.Equals(person.Pesel, pesel.Value, StringComparison.Ordinal);

    private static bool Is(PersonRecord person, SubjectIdentifier subject) =>
        subject.Type switch
        {
            SubjectIdentifierType.Nip => string.Equals(person.Nip, subject.Value, StringComparison.Ordinal),
            SubjectIdentifierType.Pesel => string.Equals(person.Pesel, subject.Value, StringComparison.Ordinal),
            _ => false,
        };
}
