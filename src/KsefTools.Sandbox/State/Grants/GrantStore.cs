using System.Collections.Concurrent;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.Grants;

/// <summary>
/// Grants by id, by context and by receiver: every sign-in asks for some, and none may look at all of them.
/// </summary>
internal sealed class GrantStore
{
    private readonly ConcurrentDictionary<Guid, GrantRecord> byId = new();
    private readonly ConcurrentDictionary<ContextIdentifier, ConcurrentDictionary<Guid, GrantRecord>> byContext = new();
    private readonly ConcurrentDictionary<SubjectIdentifier, ConcurrentDictionary<Guid, GrantRecord>> byReceiver =
        new();
    private readonly ConcurrentDictionary<Guid, GrantRecord> indirect = new();

    public IEnumerable<GrantRecord> All => byId.Values;

    public IEnumerable<GrantRecord> Indirect => indirect.Values;

    public IEnumerable<GrantRecord> In(ContextIdentifier context) =>
        byContext.TryGetValue(context, out var grants) ? grants.Values : [];

    public IEnumerable<GrantRecord> To(SubjectIdentifier receiver) =>
        byReceiver.TryGetValue(receiver, out var grants) ? grants.Values : [];

    public GrantRecord? Find(Guid id) => byId.GetValueOrDefault(id);

    public void Add(GrantRecord grant)
    {
        Remove(grant.Id);
        byId[grant.Id] = grant;
        byContext.GetOrAdd(grant.Context, static _ => new())[grant.Id] = grant;
        byReceiver.GetOrAdd(grant.Authorized, static _ => new())[grant.Id] = grant;
        if (grant.Kind == GrantKind.Indirect)
            indirect[grant.Id] = grant;
    }

    public bool Remove(Guid id)
    {
        if (!byId.TryRemove(id, out var grant))
            return false;
        byContext.GetValueOrDefault(grant.Context)?.TryRemove(id, out _);
        byReceiver.GetValueOrDefault(grant.Authorized)?.TryRemove(id, out _);
        indirect.TryRemove(id, out _);
        return true;
    }

    public void Clear()
    {
        byId.Clear();
        byContext.Clear();
        byReceiver.Clear();
        indirect.Clear();
    }

    /// <summary>Whether a client let the company pass this permission on.</summary>
    public bool IsDelegated(ContextIdentifier client, string companyNip, Permission permission) =>
        In(client).Any(g => g.Authorized == SubjectIdentifier.Nip(companyNip) && IsDelegable(g, permission));

    /// <summary>Whether any client did.</summary>
    public bool IsDelegatedByAnyone(string companyNip, Permission permission) =>
        To(SubjectIdentifier.Nip(companyNip)).Any(g => IsDelegable(g, permission));

    private static bool IsDelegable(GrantRecord grant, Permission permission) =>
        grant is { Kind: GrantKind.Entity, IsActive: true, CanDelegate: true } && grant.Permission == permission;
}
