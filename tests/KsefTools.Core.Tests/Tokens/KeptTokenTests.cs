using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Lint;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>A token goes into the vault and its name into the profile, whatever comes in between.</summary>
public sealed class KeptTokenTests : IDisposable
{
    private const string Own = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";
    private const string Chosen = "shop";

    private static readonly Nip Client = OfficeBench.ClientNip;
    private static readonly Nip Another = OfficeBench.NipNumber(2);

    private readonly OfficeBench _bench = new();
    private readonly FatefulVault _vault = new(new InMemoryVault());
    private readonly SecretHomes _homes;

    public KeptTokenTests()
    {
        _homes = SecretHomes.In(Path.Combine(_bench.Root, "ksef-tools"));
        foreach (var nip in (Nip[])[Client, Another])
            _bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = $"K {nip}" });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_stop_that_comes_when_it_is_in_the_vault_waits_for_the_profile()
    {
        using var stop = new CancellationTokenSource();
        _vault.Handling = VaultHandlings.AfterWriting(written =>
        {
            stop.Cancel();
            throw new SecretWriteStoppedException([written], new OperationCanceledException(), stop.Token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreAsync(Client, 1, stop.Token));

        Assert.Equal((Own, Reference(1)), (Entry().Secret, Entry().Reference));
        Assert.Empty(await new OfficeLint(_bench.Office, _vault).RunAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_was_written_by_a_vault_that_then_failed_is_named_by_the_next_storing()
    {
        _vault.Handling = VaultHandlings.AfterWriting(written =>
            throw new SecretVaultException(SecretVaultFailure.Other, written.Vault, "It failed.")
            {
                Written = [written],
            }
        );
        await Assert.ThrowsAsync<SecretVaultException>(() => StoreAsync(Client, 1));
        _vault.Handling = VaultHandlings.Sound;

        await StoreAsync(Another, 2);

        Assert.Equal((Own, Reference(1)), (Entry().Secret, Entry().Reference));
    }

    [Fact]
    public async Task One_that_a_vault_took_before_it_fell_silent_is_named_by_the_next_storing()
    {
        _vault.Handling = VaultHandlings.AfterWriting(taken =>
            throw new SecretVaultException(SecretVaultFailure.Locked, taken.Vault, "It is locked.") { Unread = [taken] }
        );
        await Assert.ThrowsAsync<SecretVaultException>(() => StoreAsync(Client, 1));
        _vault.Handling = VaultHandlings.Sound;

        await StoreAsync(Another, 2);

        Assert.Equal((Own, Reference(1)), (Entry().Secret, Entry().Reference));
    }

    [Fact]
    public async Task One_that_a_vault_took_before_a_stop_and_did_not_give_back_is_named_by_the_next_storing_alone()
    {
        using var stop = new CancellationTokenSource();
        _vault.Handling = VaultHandlings.AfterWriting(_ =>
        {
            stop.Cancel();
            throw new SecretWriteStoppedException([], new OperationCanceledException(), stop.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreAsync(Client, 1, stop.Token));
        Assert.Empty(Profile(Client).Access);
        _vault.Handling = VaultHandlings.Sound;

        await StoreAsync(Another, 2);

        Assert.Equal((Own, Reference(1)), (Entry().Secret, Entry().Reference));
    }

    [Fact]
    public async Task One_whose_vault_is_gone_waits_and_keeps_no_other_client_from_storing()
    {
        await BreakOffAsync();
        _vault.Handling = (request, pass) =>
            request.Addresses.Any(address => address.Name == Own)
                ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "It is locked.")
                : pass();

        await StoreAsync(Another, 2);
        _vault.Handling = VaultHandlings.Sound;
        Assert.Empty(Profile(Client).Access);
        await StoreAsync(Another, 3);

        Assert.Equal(Own, Entry().Secret);
    }

    [Fact]
    public async Task One_whose_client_s_file_cannot_be_read_waits_until_it_can()
    {
        await BreakOffAsync();
        var (path, text) = (Profile(Client).Path!, await File.ReadAllTextAsync(Profile(Client).Path!, Cancel));
        await File.WriteAllTextAsync(path, $"{text}access: [", Cancel);
        await StoreAsync(Another, 2);
        await File.WriteAllTextAsync(path, text, Cancel);

        await StoreAsync(Another, 3);

        Assert.Equal(Own, Entry().Secret);
    }

    [Fact]
    public async Task One_that_a_vault_refused_leaves_nothing_under_way()
    {
        _vault.Handling = VaultHandlings.Fail(
            VaultAct.Write,
            new SecretVaultException(SecretVaultFailure.Locked, null, "It is locked.")
        );

        await Assert.ThrowsAsync<SecretVaultException>(() => StoreAsync(Client, 1));

        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task One_of_a_name_that_a_person_chose_is_from_then_on_sent_to_its_client_s_environment_alone()
    {
        Name(new AccessEntry { Kind = CredentialKind.Token, Secret = Chosen });

        var stored = await StoreAsync(Client, 1);

        Assert.Equal(Chosen, stored.Name);
        Assert.True(_homes.Allows(stored, KsefEnvironment.Production));
        Assert.False(_homes.Allows(stored, KsefEnvironment.Demo));
    }

    [Fact]
    public async Task One_that_takes_the_place_of_a_retired_one_is_in_use()
    {
        Name(
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = Chosen,
                RetiredOn = new DateOnly(2026, 11, 1),
            }
        );

        await StoreAsync(Client, 1);

        Assert.Equal((Reference(1), null), (Entry().Reference, Entry().RetiredOn));
    }

    [Fact]
    public async Task Where_the_client_has_an_environment_of_its_own_that_is_the_one()
    {
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = OfficeBench.NipNumber(3),
                Name = "K",
                Environment = "demo",
                Access = [new AccessEntry { Kind = CredentialKind.Token, Secret = Chosen }],
            }
        );

        var stored = await StoreAsync(OfficeBench.NipNumber(3), 1);

        Assert.True(_homes.Allows(stored, KsefEnvironment.Demo));
        Assert.False(_homes.Allows(stored, KsefEnvironment.Production));
    }

    [Fact]
    public async Task What_was_under_way_keeps_all_that_the_order_knew()
    {
        await BreakOffAsync(order => order with { GeneratedBy = "seal", GeneratedOn = new DateOnly(2026, 11, 22) });

        await StoreAsync(Another, 2);

        Assert.Equal(("seal", new DateOnly(2026, 11, 22)), (Entry().GeneratedBy, Entry().GeneratedOn!.Value));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task What_was_under_way_takes_the_place_that_it_was_to_take()
    {
        Name(new AccessEntry { Kind = CredentialKind.Token, Secret = Chosen });
        Name(new AccessEntry { Kind = CredentialKind.Token, Secret = "other" });
        await BreakOffAsync(order => order with { Replaces = Chosen });

        await StoreAsync(Another, 2);

        Assert.Equal(
            [(Chosen, Reference(1)), ("other", null)],
            Profile(Client).Access.Select(entry => (entry.Secret, entry.Reference))
        );
    }

    [Theory]
    [InlineData("no token")]
    [InlineData(null)]
    public async Task What_is_no_token_any_more_is_not_named_and_hinders_nothing(string? text)
    {
        await BreakOffAsync();
        var address = new SecretAddress("KsefVault", Own);
        if (text is null)
            await _vault.RemoveAsync([address], default);
        else
            await KeepAsync(address, text);

        await StoreAsync(Another, 2);

        Assert.Empty(Profile(Client).Access);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task Another_token_that_lies_there_by_now_is_not_named_by_the_lost_ones_number()
    {
        await BreakOffAsync();
        await KeepAsync(new SecretAddress("KsefVault", Own), ImportBench.Token(5, Client));

        await StoreAsync(Another, 2);

        Assert.Empty(Profile(Client).Access);
    }

    [Fact]
    public async Task A_client_whose_file_is_gone_by_now_hinders_nobody_elses_token()
    {
        await BreakOffAsync();
        File.Delete(Profile(Client).Path!);

        await StoreAsync(Another, 2);

        Assert.Equal(Reference(2), Assert.Single(Profile(Another).Access).Reference);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task What_a_torn_vault_may_hold_is_looked_for_by_the_next_storing()
    {
        _vault.Handling = VaultHandlings.AfterWriting(written =>
            throw new SecretVaultException(SecretVaultFailure.Other, written.Vault, "It failed.") { MayBeTorn = true }
        );
        await Assert.ThrowsAsync<SecretVaultException>(() => StoreAsync(Client, 1));
        _vault.Handling = VaultHandlings.Sound;

        await StoreAsync(Another, 2);

        Assert.Equal((Own, Reference(1)), (Entry().Secret, Entry().Reference));
    }

    /// <summary>Stores the client's first token in a vault that fails having written.</summary>
    private async Task BreakOffAsync(Func<TokenToKeep, TokenToKeep>? change = null)
    {
        _vault.Handling = VaultHandlings.AfterWriting(written =>
            throw new SecretVaultException(SecretVaultFailure.Other, written.Vault, "It failed.")
            {
                Written = [written],
            }
        );
        Assert.True(TokenText.TryParse(new SecretText(ImportBench.Token(1, Client)), out var token));
        var order = new TokenToKeep(Client, token, Replaces: null);
        var keeper = new TokenKeeper(_bench.Office, _vault, _homes, TimeProvider.System);
        await Assert.ThrowsAsync<SecretVaultException>(() =>
            keeper.StoreAsync(change?.Invoke(order) ?? order, CancellationToken.None)
        );
        _vault.Handling = VaultHandlings.Sound;
    }

    private Task KeepAsync(SecretAddress address, string text) =>
        _vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = new(text) }, default);

    private static string Reference(int number) => ImportBench.Token(number, context: null)[..36];

    private ClientProfile Profile(Nip nip) => _bench.Office.Profiles.Read(nip)!.Profile!;

    private AccessEntry Entry() => Assert.Single(Profile(Client).Access);

    private void Name(AccessEntry entry) =>
        _bench.Office.Profiles.Patch(Profile(Client), editor => editor.AddAccess(entry));

    /// <summary>Stores a token in place of the one that the client's profile names, if any.</summary>
    private async Task<SecretAddress> StoreAsync(Nip nip, int number, CancellationToken cancellationToken = default)
    {
        Assert.True(TokenText.TryParse(new SecretText(ImportBench.Token(number, nip)), out var token));
        var keeper = new TokenKeeper(_bench.Office, _vault, _homes, TimeProvider.System);
        var order = new TokenToKeep(nip, token, Profile(nip).Access.SingleOrDefault()?.Secret);
        return (await keeper.StoreAsync(order, cancellationToken)).Secret;
    }
}
