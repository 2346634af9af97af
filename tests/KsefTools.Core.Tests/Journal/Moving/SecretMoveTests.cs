using KsefTools.Core.Journal;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Journal.Moving;

/// <summary>A secret that goes to another vault: who names it, whose it is, and what stays.</summary>
public sealed class SecretMoveTests : IDisposable
{
    private const string Other = "Elsewhere";
    private const string Mine = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";
    private const string Foreign = "ksef-prod-1111111111-token-o00000001";
    private const string Chosen = "klient-1";

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SecretAddress Address(string name) => new(_bench.Office.Settings.Vault, name);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_is_copied_named_and_then_removed()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);

        Assert.Empty(await MoveAsync(Mine));

        Assert.Equal(Other, Assert.Single(Access("1111111111")).Vault);
        Assert.Equal(Token(1), await ReadAsync(new SecretAddress(Other, Mine)));
        Assert.Null(await ReadAsync(Address(Mine)));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task Back_home_the_file_says_no_vault()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        await MoveAsync(Mine);

        await new SecretMove(_bench.Office, _vault, TimeProvider.System).MoveAsync(
            new SecretAddress(Other, Mine),
            _bench.Office.Settings.Vault!,
            "1111111111",
            Cancel
        );

        Assert.Null(Assert.Single(Access("1111111111")).Vault);
        Assert.Equal(Token(1), await ReadAsync(Address(Mine)));
        Assert.Null(await ReadAsync(new SecretAddress(Other, Mine)));
    }

    [Fact]
    public async Task Every_file_that_names_it_names_the_other_vault_afterwards()
    {
        Write("1111111111", Chosen);
        Write("5261040828", Chosen);
        await KeepAsync(Address(Chosen), 1);

        Assert.Empty(await MoveAsync(Chosen));

        Assert.All(
            (string[])["1111111111", "5261040828"],
            nip => Assert.Equal(Other, Assert.Single(Access(nip)).Vault)
        );
    }

    [Fact]
    public async Task An_identity_s_certificate_goes_with_its_name_in_office_yaml()
    {
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                    Secret = "ksef-seal",
                }
            )
        );
        var office = OfficeFolder.Open(_bench.Office.Path);
        await KeepAsync(Address("ksef-seal"), 1);

        var kept = await new SecretMove(office, _vault, TimeProvider.System).MoveAsync(
            Address("ksef-seal"),
            Other,
            nip: null,
            Cancel
        );

        Assert.Empty(kept);
        Assert.Equal(Other, OfficeFolder.Open(office.Path).FindIdentity("seal")!.Vault);
        Assert.Null(await ReadAsync(Address("ksef-seal")));
    }

    [Fact]
    public async Task Another_office_s_secret_stays()
    {
        Write("1111111111", Foreign);
        await KeepAsync(Address(Foreign), 1);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Foreign));

        await AssertAsItWasAsync(Foreign);
    }

    [Fact]
    public async Task What_lies_under_a_chosen_name_and_is_another_s_stays()
    {
        Write("1111111111", Chosen, number: 2);
        await KeepAsync(Address(Chosen), 1);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Chosen));

        await AssertAsItWasAsync(Chosen);
    }

    [Fact]
    public async Task Another_secret_of_the_same_name_there_is_not_written_over()
    {
        Write("1111111111", Chosen);
        await KeepAsync(Address(Chosen), 1);
        await KeepAsync(new SecretAddress(Other, Chosen), 3);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Chosen));

        await AssertAsItWasAsync(Chosen);
        Assert.Equal(Token(3), await ReadAsync(new SecretAddress(Other, Chosen)));
        Assert.Empty(JournalReader.ReadAll(_bench.Office));
    }

    [Theory]
    [InlineData("somebody-elses")]
    [InlineData(Foreign)]
    public async Task A_record_that_somebody_wrote_moves_nothing_that_no_file_names(string name)
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        await KeepAsync(Address(name), 3);
        using (
            OperationRecord.Begin(
                _bench.Office,
                TimeProvider.System,
                OperationKind.Moving,
                Address(name).ToString(),
                progress: null,
                ("vault", _bench.Office.Settings.Vault),
                ("secret", name),
                ("to", Other)
            )
        ) { }

        await MoveAsync(Mine);

        Assert.Equal(Token(3), await ReadAsync(Address(name)));
        Assert.Null(await ReadAsync(new SecretAddress(Other, name)));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_secret_that_is_missing_changes_no_file()
    {
        Write("1111111111", Mine);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Mine));

        Assert.Null(Assert.Single(Access("1111111111")).Vault);
    }

    [Fact]
    public async Task Another_secret_of_that_client_stays_where_it_is()
    {
        Write("1111111111", Mine);
        _bench.Office.Profiles.Patch(
            _bench.Office.Profiles.Read(Core.Identifiers.Nip.Parse("1111111111"))!.Profile!,
            editor => editor.AddAccess(new AccessEntry { Kind = CredentialKind.Token, Secret = Chosen })
        );
        await KeepAsync(Address(Mine), 1);
        await KeepAsync(Address(Chosen), 2);

        await MoveAsync(Mine);

        Assert.Equal([Other, null], Access("1111111111").Select(entry => entry.Vault));
    }

    [Fact]
    public async Task What_was_put_there_since_the_copy_failed_is_not_named()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        await KeepAsync(new SecretAddress(Other, Mine), 3);
        Interrupt();

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Mine));

        await AssertAsItWasAsync(Mine);
    }

    [Fact]
    public async Task A_former_secret_that_changed_after_the_switch_stays()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        await MoveAsync(Mine);
        await KeepAsync(Address(Mine), 3);
        Interrupt("switched");

        var kept = await MoveAsync(Mine);

        Assert.Equal(new KeptSecret(Address(Mine), KeptReason.Another), Assert.Single(kept));
        Assert.Equal(Token(3), await ReadAsync(Address(Mine)));
    }

    [Fact]
    public async Task A_secret_that_is_in_neither_vault_any_more_leaves_the_files_alone()
    {
        Write("1111111111", Mine);
        Interrupt();

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Mine));

        Assert.Null(Assert.Single(Access("1111111111")).Vault);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_vault_that_keeps_something_else_is_not_named()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        var lying = new FatefulVault(_vault)
        {
            Handling = (request, pass) =>
                request.Act is VaultAct.Write ? KeepAsync(request.Addresses.Single(), 3) : pass(),
        };

        await Assert.ThrowsAsync<SecretVaultException>(() => MoveAsync(Mine, lying));

        Assert.Null(Assert.Single(Access("1111111111")).Vault);
        Assert.Equal(Token(1), await ReadAsync(Address(Mine)));
    }

    [Fact]
    public async Task A_vault_that_refuses_leaves_nothing_to_complete()
    {
        Write("1111111111", Mine);
        await KeepAsync(Address(Mine), 1);
        var refusal = new SecretVaultException(SecretVaultFailure.Other, Other, "It is full.");
        var full = new FatefulVault(_vault) { Handling = VaultHandlings.Fail(VaultAct.Write, refusal) };

        Assert.Same(refusal, await Assert.ThrowsAsync<SecretVaultException>(() => MoveAsync(Mine, full)));

        await AssertAsItWasAsync(Mine);
    }

    private void Interrupt(params string[] steps)
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Moving,
            Address(Mine).ToString(),
            progress: null,
            ("vault", _bench.Office.Settings.Vault),
            ("secret", Mine),
            ("to", Other)
        );
        foreach (var step in steps)
            record.Write(step);
    }

    private async Task AssertAsItWasAsync(string name)
    {
        Assert.Null(Assert.Single(Access("1111111111")).Vault);
        Assert.Equal(Token(1), await ReadAsync(Address(name)));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    private Task<IReadOnlyList<KeptSecret>> MoveAsync(string name, ISecretVault? vault = null) =>
        new SecretMove(_bench.Office, vault ?? _vault, TimeProvider.System).MoveAsync(
            Address(name),
            Other,
            "1111111111",
            Cancel
        );

    private Task KeepAsync(SecretAddress address, int number) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [address] = new SecretText(Token(number)) },
            Cancel
        );

    private async Task<string?> ReadAsync(SecretAddress address) =>
        (await _vault.ReadAsync([address], Cancel)).GetValueOrDefault(address)?.Reveal();

    private IReadOnlyList<AccessEntry> Access(string nip) =>
        _bench.Office.Profiles.Read(Core.Identifiers.Nip.Parse(nip))!.Profile!.Access;

    private static string Token(int number) => ImportBench.Token(number, Core.Identifiers.Nip.Parse("1111111111"));

    private void Write(string nip, string secret, int number = 1) =>
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = Core.Identifiers.Nip.Parse(nip),
                Name = $"Klient {nip}",
                Access =
                [
                    new AccessEntry
                    {
                        Kind = CredentialKind.Token,
                        Secret = secret,
                        Reference = Token(number)[..36],
                    },
                ],
            }
        );
}
