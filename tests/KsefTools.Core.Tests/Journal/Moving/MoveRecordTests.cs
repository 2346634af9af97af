using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Journal.Moving;

/// <summary>What a move tells and writes down, and whose files it leaves alone.</summary>
public sealed class MoveRecordTests : IDisposable
{
    private const string Home = "KsefVault";
    private const string Other = "Elsewhere";
    private const string Chosen = "klient-1";
    private const string Foreign = "ksef-prod-1111111111-token-o00000001";

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _inner = new();
    private readonly FatefulVault _vault;
    private readonly Steps _steps = new();

    public MoveRecordTests() => _vault = new FatefulVault(_inner);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Each_step_is_told_in_its_order()
    {
        Write(1);
        await KeepAsync(Home, Chosen);

        await MoveAsync(Chosen);

        Assert.Equal(["started", "copied", "switched", "finished"], _steps.Told);
        Assert.Equal(["started", "switched", "finished"], Recorded());
    }

    [Fact]
    public async Task That_it_failed_is_written_down()
    {
        Write(1);
        await KeepAsync(Home, Chosen);
        var refusal = new SecretVaultException(SecretVaultFailure.Other, Other, "It is full.");
        _vault.Handling = VaultHandlings.Fail(VaultAct.Write, refusal);

        await Assert.ThrowsAsync<SecretVaultException>(() => MoveAsync(Chosen));

        Assert.Equal(["started", "failed", "finished"], Recorded());
        Assert.Equal(["started"], _steps.Told);
    }

    [Fact]
    public async Task That_another_secret_came_in_its_way_is_written_down()
    {
        Write(1);
        await KeepAsync(Home, Chosen);
        await KeepAsync(Other, Chosen, number: 3);
        Interrupt(Chosen);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Chosen));

        Assert.Equal(["started", "failed", "finished"], Recorded());
    }

    [Fact]
    public async Task The_former_one_stays_where_a_file_that_cannot_be_read_speaks_of_it_and_is_told()
    {
        Write(1);
        await KeepAsync(Home, Chosen);
        _bench.WriteClient($"nip: \"5261040828\"\nname: X\naccess: [{Chosen}\n", "5261040828.yaml");

        var kept = await MoveAsync(Chosen);

        Assert.Equal([new KeptSecret(new SecretAddress(Home, Chosen), KeptReason.Named)], kept);
        Assert.Equal([Home, Other], await PlacesAsync(Chosen));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task Where_one_of_several_files_says_another_token_it_stays()
    {
        Write(1);
        Write(2, "5261040828");
        await KeepAsync(Home, Chosen);

        await Assert.ThrowsAsync<SecretMoveException>(() => MoveAsync(Chosen));

        Assert.Equal([Home], await PlacesAsync(Chosen));
        Assert.Empty(JournalReader.ReadAll(_bench.Office));
    }

    [Fact]
    public async Task An_interrupted_move_of_an_identity_s_certificate_is_completed()
    {
        _bench.Office.Patch(editor => editor.AddIdentity(Identity("seal", "ksef-seal")));
        await KeepAsync(Home, "ksef-seal");
        var office = OfficeFolder.Open(_bench.Office.Path);
        Interrupt("ksef-seal");

        // Whatever is moved next: here what is not there.
        await MoveAsync("klient-2", office);

        Assert.Equal(Other, OfficeFolder.Open(office.Path).FindIdentity("seal")!.Vault);
        Assert.Equal([Other], await PlacesAsync("ksef-seal"));
    }

    [Theory]
    [InlineData("to")]
    [InlineData("secret")]
    public async Task A_record_that_does_not_say_what_goes_where_moves_nothing_and_is_ended(string missing)
    {
        Write(1);
        await KeepAsync(Home, Chosen);
        using (
            OperationRecord.Begin(
                _bench.Office,
                TimeProvider.System,
                OperationKind.Moving,
                $"{Home}/{Chosen}",
                progress: null,
                ("vault", Home),
                ("secret", missing is "secret" ? null : Chosen),
                ("to", missing is "to" ? null : Other)
            )
        ) { }

        await MoveAsync("klient-2");

        Assert.Equal([Home], await PlacesAsync(Chosen));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task An_identity_that_has_no_certificate_is_left_alone()
    {
        _bench.Office.Patch(editor => editor.AddIdentity(Identity("seal", secret: null)));
        Write(1);
        await KeepAsync(Home, Chosen);

        await MoveAsync(Chosen, OfficeFolder.Open(_bench.Office.Path));

        Assert.Null(OfficeFolder.Open(_bench.Office.Path).FindIdentity("seal")!.Secret);
        Assert.Null(Assert.Single(JournalReader.ReadAll(_bench.Office)).Start["identity"]);
    }

    [Fact]
    public async Task An_interrupted_move_out_of_a_vault_that_is_gone_waits_and_stops_no_other()
    {
        Write(1, "5261040828", "lost");
        Interrupt("lost");
        Write(2);
        await KeepAsync(Home, Chosen, number: 2);
        _vault.Handling = (request, pass) =>
            request.Addresses.Any(address => address.Name is "lost")
                ? throw new SecretVaultException(SecretVaultFailure.NotRegistered, Home, "It is gone.")
                : pass();

        await MoveAsync(Chosen);

        Assert.Equal([Other], await PlacesAsync(Chosen));
        Assert.Single(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task An_interrupted_move_of_what_is_nowhere_any_more_keeps_nothing()
    {
        Write(1);
        Interrupt(Chosen);

        Assert.Empty(await MoveAsync("klient-2"));

        Assert.Empty(JournalReader.FindOpen(_bench.Office));
        Assert.DoesNotContain(_vault.Requests, request => request.Act is VaultAct.Write or VaultAct.Remove);
    }

    [Fact]
    public async Task A_record_of_another_office_s_secret_moves_nothing_although_a_file_names_it()
    {
        Write(1, secret: Foreign);
        await KeepAsync(Home, Foreign);
        Interrupt(Foreign);

        await MoveAsync("klient-2");

        Assert.Equal([Home], await PlacesAsync(Foreign));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    private static OfficeIdentity Identity(string name, string? secret) =>
        new()
        {
            Name = name,
            Kind = "seal",
            Subject = OfficeBench.OfficeNip.Value,
            Secret = secret,
        };

    private void Interrupt(string secret)
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Moving,
            $"{Home}/{secret}",
            progress: null,
            ("vault", Home),
            ("secret", secret),
            ("to", Other)
        );
    }

    private IEnumerable<string> Recorded() =>
        Assert.Single(JournalReader.ReadAll(_bench.Office)).Entries.Select(entry => entry.Step);

    private Task<IReadOnlyList<KeptSecret>> MoveAsync(string secret, OfficeFolder? office = null) =>
        new SecretMove(office ?? _bench.Office, _vault, TimeProvider.System, _steps).MoveAsync(
            new SecretAddress(Home, secret),
            Other,
            "1111111111",
            Cancel
        );

    private void Write(int number, string nip = "1111111111", string secret = Chosen) =>
        _bench.WriteClient(
            $"nip: \"{nip}\"\nname: X\naccess:\n"
                + $"- kind: token\n  secret: {secret}\n  reference: {Token(number)[..36]}\n",
            $"{nip}.yaml"
        );

    private Task KeepAsync(string vault, string secret, int number = 1) =>
        _inner.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new SecretAddress(vault, secret)] = new(Token(number)) },
            Cancel
        );

    private async Task<IEnumerable<string>> PlacesAsync(string secret)
    {
        var places = new[] { Home, Other }.Select(vault => new SecretAddress(vault, secret)).ToList();
        return (await _inner.ReadAsync(places, Cancel)).Keys.Select(place => place.Vault!);
    }

    private static string Token(int number) => ImportBench.Token(number, Nip.Parse("1111111111"));

    private sealed class Steps : IProgress<string>
    {
        internal List<string> Told { get; } = [];

        public void Report(string value) => Told.Add(value);
    }
}
