using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Seeding.Leaving;

/// <summary>
/// What somebody has who is about to leave the office: permissions that clients gave, some where the office's tokens
/// see everybody's and one where they do not; tokens that nobody knows, at clients that have such; and what the office
/// itself handed on. Drawn by lot of its own, so that nothing else of the seed changes.
/// </summary>
internal sealed class LeaverTeller(SeedRandom random, DateTimeOffset now, string officeNip)
{
    private const int HandedOn = 2;

    private readonly SeededEmployee _leaver = SeededEmployee.Draw(random);
    private readonly List<SeededGrant> _grants = [];
    private readonly List<SeededToken> _tokens = [];
    private readonly List<HeldGrant> _permissions = [];
    private readonly List<HeldToken> _held = [];

    public (IReadOnlyList<SeededGrant> Grants, IReadOnlyList<SeededToken> Tokens, HolderTruth Truth) Tell(
        IReadOnlyList<ClientStory> stories
    )
    {
        var maker = new TokenMaker(random, now, officeNip, [_leaver.Pesel]);
        var clients = stories.Where(s => s.HasProfile).OrderBy(s => s.Client.Nip, StringComparer.Ordinal).ToList();
        foreach (var story in clients.Where(MaySeeAll))
        {
            Grant(story.Client.Nip, "InvoiceWrite", isVisible: true);
            if (story.Client.Case is ClientCase.GhostToken)
                Make(maker, story.Client.Nip);
        }
        var healthy = clients.Where(s => s.Client.Case is ClientCase.Healthy).ToList();
        foreach (var story in healthy.Take(1))
            Grant(story.Client.Nip, "InvoiceRead", isVisible: false);
        foreach (var story in healthy.Skip(1).Take(HandedOn))
            HandOn(story.Client.Nip);
        return (
            _grants,
            _tokens,
            new HolderTruth
            {
                Holder = _leaver.Pesel,
                Name = _leaver.Name,
                Tokens = _held,
                Permissions = _permissions,
            }
        );
    }

    private static bool MaySeeAll(ClientStory story) =>
        story.SignsIn && story.Imported!.EffectivePermissions.Contains("CredentialsManage", StringComparer.Ordinal);

    private void Make(TokenMaker maker, string nip)
    {
        var token = maker.Healthy(nip, StoryTeller.ReadAndWrite) with
        {
            AuthorIdentifier = SeededIdentifier.Pesel(_leaver.Pesel),
        };
        _tokens.Add(token);
        _held.Add(new HeldToken(nip, token.ReferenceNumber));
    }

    private void Grant(string nip, string permission, bool isVisible) =>
        Add(nip, permission, nip, target: null, isVisible);

    private void HandOn(string nip) => Add(nip, "InvoiceRead", officeNip, target: nip, isVisible: true);

    private void Add(string nip, string permission, string grantedIn, string? target, bool isVisible)
    {
        var grant = new SeededGrant
        {
            Id = Guid.ParseExact(random.Hex(32), "N"),
            ContextIdentifier = SeededIdentifier.Nip(grantedIn),
            AuthorizedIdentifier = SeededIdentifier.Pesel(_leaver.Pesel),
            TargetNip = target,
            Permission = permission,
            CanDelegate = false,
            Name = _leaver.Name,
            StartDate = now.AddDays(-random.Between(30, 300)),
        };
        _grants.Add(grant);
        _permissions.Add(new HeldGrant(nip, grant.Id, permission, grantedIn, isVisible));
    }
}
