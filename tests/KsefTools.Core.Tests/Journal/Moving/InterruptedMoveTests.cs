using KsefTools.Core.Journal;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Journal.Moving;

/// <summary>A move that an earlier process left half done, and one that has nothing to do.</summary>
public sealed class InterruptedMoveTests : IDisposable
{
    private const string Home = "KsefVault";
    private const string Other = "Elsewhere";
    private const string Secret = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _inner = new();
    private readonly FatefulVault _vault;

    public InterruptedMoveTests()
    {
        _vault = new FatefulVault(_inner);
        _bench.WriteClient(
            $"nip: \"1111111111\"\nname: X\naccess:\n- kind: token\n  secret: {Secret}\n"
                + $"- kind: token\n  secret: {Secret}\n  note: twice\n"
        );
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_it_removed_already_is_named_where_it_is()
    {
        await KeepAsync(Other);
        Interrupt();

        Assert.Empty(await MoveAsync());

        Assert.Equal([Other, Other], Vaults());
        Assert.Equal([Other], await PlacesAsync());
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
        Assert.DoesNotContain(_vault.Requests, request => request.Act is VaultAct.Write or VaultAct.Remove);
    }

    [Fact]
    public async Task What_it_copied_already_is_not_written_again()
    {
        await KeepAsync(Home);
        await KeepAsync(Other);
        Interrupt();

        Assert.Empty(await MoveAsync());

        Assert.Equal([Other, Other], Vaults());
        Assert.Equal([Other], await PlacesAsync());
        Assert.DoesNotContain(_vault.Requests, request => request.Act is VaultAct.Write);
    }

    [Fact]
    public async Task A_copy_that_was_there_before_any_move_is_taken_as_it_is()
    {
        await KeepAsync(Home);
        await KeepAsync(Other);

        Assert.Empty(await MoveAsync());

        Assert.Equal([Other], await PlacesAsync());
        Assert.Equal([Other, Other], Vaults());
    }

    [Fact]
    public async Task A_vault_that_keeps_what_it_says_it_refused_is_gone_on_with_from_its_copy()
    {
        await KeepAsync(Home);
        _vault.Handling = async (request, pass) =>
        {
            await pass();
            if (request.Act is VaultAct.Write)
                throw new SecretVaultException(SecretVaultFailure.Other, Other, "It is full.");
        };
        await Assert.ThrowsAsync<SecretVaultException>(() => MoveAsync());
        Assert.Single(JournalReader.FindOpen(_bench.Office));
        _vault.Handling = VaultHandlings.Sound;

        Assert.Empty(await MoveAsync(Home));

        Assert.Equal([Other], await PlacesAsync());
        Assert.Equal([Other, Other], Vaults());
    }

    [Theory]
    [InlineData(Home)]
    [InlineData("KSEFVAULT")]
    public async Task Where_it_is_already_nothing_is_written(string to)
    {
        await KeepAsync(Home);

        Assert.Empty(await MoveAsync(to));

        Assert.Equal([Home], await PlacesAsync());
        Assert.Empty(JournalReader.ReadAll(_bench.Office));
    }

    [Fact]
    public async Task What_no_file_names_stays_where_it_is()
    {
        var stray = new SecretAddress(Home, "stray");
        await _inner.WriteAsync(new Dictionary<SecretAddress, SecretText> { [stray] = new("x") }, Cancel);

        Assert.Empty(await Mover().MoveAsync(stray, Other, nip: null, Cancel));

        Assert.Equal(["stray"], await _inner.ListAsync(Home, Cancel));
        Assert.Empty(JournalReader.ReadAll(_bench.Office));
    }

    [Fact]
    public async Task An_identity_s_secret_that_comes_home_has_no_vault_in_the_file_and_its_name_in_the_record()
    {
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                    Secret = "ksef-seal",
                    Vault = Other,
                }
            )
        );
        var former = new SecretAddress(Other, "ksef-seal");
        await _inner.WriteAsync(new Dictionary<SecretAddress, SecretText> { [former] = new("x") }, Cancel);
        var office = OfficeFolder.Open(_bench.Office.Path);

        await new SecretMove(office, _vault, TimeProvider.System).MoveAsync(former, Home, nip: null, Cancel);

        Assert.Null(OfficeFolder.Open(office.Path).FindIdentity("seal")!.Vault);
        Assert.Equal(["ksef-seal"], await _inner.ListAsync(Home, Cancel));
        Assert.Equal("seal", Assert.Single(JournalReader.ReadAll(office)).Start["identity"]);
    }

    private void Interrupt()
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Moving,
            $"{Home}/{Secret}",
            progress: null,
            ("vault", Home),
            ("secret", Secret),
            ("to", Other)
        );
    }

    private SecretMove Mover() => new(_bench.Office, _vault, TimeProvider.System);

    private Task<IReadOnlyList<KeptSecret>> MoveAsync(string to = Other) =>
        Mover().MoveAsync(new SecretAddress(Home, Secret), to, "1111111111", Cancel);

    private Task KeepAsync(string vault) =>
        _inner.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [new SecretAddress(vault, Secret)] = new(ImportBench.Token(1, OfficeBench.ClientNip)),
            },
            Cancel
        );

    private async Task<IEnumerable<string>> PlacesAsync()
    {
        var places = new[] { Home, Other }.Select(vault => new SecretAddress(vault, Secret)).ToList();
        return (await _inner.ReadAsync(places, Cancel)).Keys.Select(place => place.Vault!);
    }

    private IEnumerable<string?> Vaults() =>
        _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Access.Select(entry => entry.Vault);
}
