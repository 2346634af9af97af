using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

public sealed class SecretReleasesTests : IDisposable
{
    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Of_many_clients_at_once_each_hears_of_its_own_secret()
    {
        Keep(Own(1), Own(2), Own(3), Foreign, "ksef-prod-old-token");
        Write(3, $"access:\n- secret: {Own(3)}\n");
        var releases = Releases();

        var kept = await Task.WhenAll(
            releases.LetGoAsync(new SecretRelease(Address(Own(1)))),
            releases.LetGoAsync(new SecretRelease(Address(Foreign))),
            releases.LetGoAsync(new SecretRelease(Address(Own(2)))),
            releases.LetGoAsync(new SecretRelease(Address(Own(3)))),
            releases.LetGoAsync(new SecretRelease(Address("ksef-prod-old-token"), Reference: Reference(9)))
        );

        Assert.Equal(
            [null, KeptReason.OfAnotherOffice, null, KeptReason.Named, KeptReason.Another],
            kept.Select(one => one?.Reason)
        );
        Assert.Equal(
            new[] { Foreign, Own(3), "ksef-prod-old-token" }.Order(StringComparer.Ordinal),
            (await _vault.ListAsync("KsefVault", Cancellation)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_one_client_s_entry_leaves_another_s_still_names()
    {
        Keep(Own(1), Own(2));
        Write(1, $"access:\n- secret: {Own(1)}\n");
        Write(2, $"access:\n- secret: {Own(2)}\n- secret: {Own(1)}\n");
        var releases = Releases();

        var kept = await Task.WhenAll(
            releases.LetGoAsync(new SecretRelease(Address(Own(2)), Leaving(2, Own(2)))),
            releases.LetGoAsync(new SecretRelease(Address(Own(1)), Leaving(1, Own(1))))
        );

        Assert.Equal([null, KeptReason.Named], kept.Select(one => one?.Reason));
    }

    [Fact]
    public async Task Entries_of_several_clients_leave_in_one_turn()
    {
        Keep(Own(0), Own(1), Own(2));
        Write(1, $"access:\n- secret: {Own(1)}\n");
        Write(2, $"access:\n- secret: {Own(2)}\n");
        var releases = Releases();

        var kept = await Task.WhenAll(
            releases.LetGoAsync(new SecretRelease(Address(Own(0)))),
            releases.LetGoAsync(new SecretRelease(Address(Own(1)), Leaving(1, Own(1)))),
            releases.LetGoAsync(new SecretRelease(Address(Own(2)), Leaving(2, Own(2))))
        );

        Assert.Equal([null, null, null], kept);
        Assert.Empty(await _vault.ListAsync("KsefVault", Cancellation));
    }

    [Fact]
    public async Task Nothing_goes_before_another_process_lets_go_of_the_office_s_secrets()
    {
        Keep(Own(1), Own(2));
        var other = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancellation);
        var releases = Releases();
        var going = new[]
        {
            releases.LetGoAsync(new SecretRelease(Address(Own(1)))),
            releases.LetGoAsync(new SecretRelease(Address(Own(2)))),
        };
        var before = await _vault.ListAsync("KsefVault", Cancellation);
        other.Dispose();

        Assert.Equal([null, null], await Task.WhenAll(going));
        Assert.Equal(2, before.Count);
        Assert.Empty(await _vault.ListAsync("KsefVault", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Foreign = "ksef-prod-1111111111-token-o00000001";

    private SecretReleases Releases() => new(_bench.Office, _vault);

    private static string Own(int number) => $"ksef-prod-{OfficeBench.NipNumber(number)}-token-o{OfficeBench.Id}";

    private static SecretAddress Address(string name) => new("KsefVault", name);

    private static string Reference(int number) => ImportBench.Token(number, OfficeBench.ClientNip)[..36];

    private void Write(int number, string access)
    {
        var nip = OfficeBench.NipNumber(number);
        _bench.WriteClient($"nip: \"{nip}\"\nname: X\n{access}", $"{nip}.yaml");
    }

    private LeavingEntries Leaving(int number, string secret)
    {
        var profile = _bench.Office.Profiles.Read(OfficeBench.NipNumber(number))!.Profile!;
        return new LeavingEntries(profile, [.. profile.Access.Where(entry => entry.Secret == secret)]);
    }

    private void Keep(params string[] names) =>
        _ = _vault.WriteAsync(
            names.ToDictionary(Address, _ => new SecretText(ImportBench.Token(1, OfficeBench.ClientNip))),
            CancellationToken.None
        );
}
