using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Credentials;

/// <summary>One answer for each credential, however many there are and whatever the vault says.</summary>
public sealed class CredentialReaderTests : IDisposable
{
    private readonly InMemoryVault _secrets = new();
    private readonly FatefulVault _vault;
    private readonly CredentialReader _reader;

    public CredentialReaderTests()
    {
        _vault = new FatefulVault(_secrets);
        _reader = new CredentialReader(_vault);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task Of_many_credentials_each_is_answered_in_order_from_a_few_reads_of_which_the_first_is_small()
    {
        var credentials = Enumerable.Range(0, 60).Select(number => Credential($"token-{number}")).ToList();
        credentials[5] = Credential(null);
        foreach (var number in Enumerable.Range(0, 60).Except([11]))
            await StoreAsync($"token-{number}", new SecretText(ImportBench.Token(number, OfficeBench.ClientNip)));

        var answers = await _reader.ReadAsync(credentials, Cancel).ToListAsync(Cancel);

        Assert.Equal(credentials, answers.Select(answer => answer.Credential));
        Assert.Equal(
            Enumerable
                .Range(0, 60)
                .Select(number =>
                    number switch
                    {
                        5 => SecretState.NotNamed,
                        11 => SecretState.Missing,
                        _ => SecretState.Present,
                    }
                ),
            answers.Select(answer => answer.Secret.State)
        );
        var reads = _vault.Requests.Select(request => request.Addresses.Count).ToList();
        Assert.Equal(59, reads.Sum());
        Assert.InRange(reads[0], 1, 4);
        Assert.InRange(reads.Count, 1, 6);
        Assert.All(reads, count => Assert.InRange(count, 1, 25));
    }

    [Theory]
    [InlineData("token", null, SecretState.Present)]
    [InlineData("token", CredentialKind.Token, SecretState.Present)]
    [InlineData("token", CredentialKind.Certificate, SecretState.NotACertificate)]
    [InlineData("seal", null, SecretState.NotAToken)]
    [InlineData("seal", CredentialKind.Token, SecretState.NotAToken)]
    [InlineData("seal", CredentialKind.Certificate, SecretState.Present)]
    [InlineData("note", CredentialKind.Token, SecretState.NotAToken)]
    [InlineData("note", CredentialKind.Certificate, SecretState.NotACertificate)]
    [InlineData("mixed", CredentialKind.Token, SecretState.NotAToken)]
    [InlineData("mixed", CredentialKind.Certificate, SecretState.KeyMismatch)]
    [InlineData("absent", CredentialKind.Token, SecretState.Missing)]
    public async Task A_secret_is_judged_as_what_its_profile_says_it_is(
        string name,
        CredentialKind? kind,
        SecretState expected
    )
    {
        using var other = TestMaterial.Person(null);
        await StoreAsync("token", new SecretText(ImportBench.Token(1, OfficeBench.ClientNip)));
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());
        await StoreAsync("note", new SecretText("the password of the Wi-Fi"));
        await StoreAsync(
            "mixed",
            new SecretText($"{TestMaterial.Ec.Certificate.ExportCertificatePem()}\n{other.Key.ExportPem()}\n")
        );

        var (_, secret) = await _reader.ReadAsync([Credential(name) with { Kind = kind }], Cancel).SingleAsync(Cancel);

        Assert.Equal(expected, secret.State);
        Assert.Equal(expected is SecretState.Present && name is "token", secret.Token is not null);
        Assert.Equal(expected is SecretState.Present && name is "seal", secret.Material is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("locked")]
    public async Task A_vault_that_does_not_answer_says_why_and_silences_no_other(string? silent)
    {
        var locked = new SecretVaultException(SecretVaultFailure.Locked, silent, "the vault is locked");
        _vault.Handling = (request, pass) =>
            request.Addresses.Any(address => address.Vault == silent) ? throw locked : pass();
        await StoreAsync("token", new SecretText(ImportBench.Token(1, OfficeBench.ClientNip)));

        await ReadAheadAsync(new(silent, "token"), new("v", "token"));

        var lookup = await _reader.ReadAsync(new SecretAddress(silent, "token"), Cancel);
        Assert.Equal((SecretState.VaultSilent, locked), (lookup.State, lookup.Silence));
        Assert.Equal(SecretState.Present, (await _reader.ReadAsync(new SecretAddress("v", "token"), Cancel)).State);
    }

    [Theory]
    [InlineData(SecretVaultFailure.NotText)]
    [InlineData(SecretVaultFailure.Forbidden)]
    [InlineData(SecretVaultFailure.Other)]
    public async Task A_secret_that_its_vault_refuses_is_its_own_client_s_trouble(SecretVaultFailure failure)
    {
        var refusal = new SecretVaultException(failure, "v", "the secret is a table");
        _vault.Handling = (request, pass) =>
            request.Addresses.Any(address => address.Name is "token-2") ? throw refusal : pass();
        for (var number = 0; number < 40; number++)
            await StoreAsync($"token-{number}", new SecretText(ImportBench.Token(number, OfficeBench.ClientNip)));
        var credentials = Enumerable.Range(0, 40).Select(number => Credential($"token-{number}"));

        var answers = await _reader.ReadAsync(credentials, Cancel).ToListAsync(Cancel);

        Assert.Equal((SecretState.VaultSilent, refusal), (answers[2].Secret.State, answers[2].Secret.Silence));
        answers.RemoveAt(2);
        Assert.All(answers, answer => Assert.Equal(SecretState.Present, answer.Secret.State));
    }

    [Fact]
    public async Task Secrets_that_are_no_text_are_no_reason_to_give_up_a_vault_however_many_there_are()
    {
        _vault.Handling = (request, pass) =>
            request.Addresses.Any(address => address.Name is not "token-39")
                ? throw new SecretVaultException(SecretVaultFailure.NotText, "v", "a table")
                : pass();
        await StoreAsync("token-39", new SecretText(ImportBench.Token(39, OfficeBench.ClientNip)));
        var credentials = Enumerable.Range(0, 40).Select(number => Credential($"token-{number}"));

        var answers = await _reader.ReadAsync(credentials, Cancel).ToListAsync(Cancel);

        Assert.Equal(SecretState.Present, answers[^1].Secret.State);
    }

    [Fact]
    public async Task A_vault_that_refuses_each_secret_is_not_asked_for_each_of_a_thousand()
    {
        _vault.Handling = VaultHandlings.Fail(new SecretVaultException(SecretVaultFailure.Other, "v", "refused"));
        var credentials = Enumerable.Range(0, 1000).Select(number => Credential($"token-{number}"));

        var answers = await _reader.ReadAsync(credentials, Cancel).ToListAsync(Cancel);

        Assert.All(answers, answer => Assert.Equal(SecretState.VaultSilent, answer.Secret.State));
        Assert.InRange(_vault.Requests.Count(), 1, 60);
    }

    [Fact]
    public async Task What_nobody_foresaw_of_a_vault_is_its_silence_too_and_quotes_nothing()
    {
        _vault.Handling = VaultHandlings.Fail(new NotSupportedException("canary"));

        var lookup = await _reader.ReadAsync(new SecretAddress("v", "token"), Cancel);

        Assert.Equal(SecretState.VaultSilent, lookup.State);
        Assert.Equal((SecretVaultFailure.Other, "v"), (lookup.Silence!.Failure, lookup.Silence.Vault));
        Assert.Equal(lookup.Silence.Message, lookup.Problem);
        Assert.DoesNotContain("canary", lookup.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_while_the_vault_is_asked_is_not_its_silence()
    {
        using var stop = new CancellationTokenSource();
        await StoreAsync("token", new SecretText(ImportBench.Token(1, OfficeBench.ClientNip)));
        _vault.Handling = (_, _) =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _reader.ReadAsync(new SecretAddress("v", "token"), stop.Token)
        );
        _vault.Handling = VaultHandlings.Sound;

        Assert.Equal(SecretState.Present, (await _reader.ReadAsync(new SecretAddress("v", "token"), Cancel)).State);
    }

    [Fact]
    public async Task What_needs_secrets_goes_on_before_later_ones_are_read()
    {
        var addresses = Enumerable.Range(0, 60).Select(number => new SecretAddress("v", $"token-{number}")).ToList();

        await using var items = _reader.AheadAsync(addresses, address => [address], Cancel).GetAsyncEnumerator(Cancel);
        await items.MoveNextAsync();

        Assert.Equal("token-0", items.Current.Name);
        Assert.InRange(Assert.Single(_vault.Requests, IsRead).Addresses.Count, 1, 4);
    }

    [Fact]
    public async Task Whoever_has_its_secret_does_not_wait_for_the_next_ones()
    {
        var answer = new TaskCompletionSource();
        await StoreAsync("token", new SecretText(ImportBench.Token(1, OfficeBench.ClientNip)));
        await _reader.ReadAsync(new SecretAddress("v", "token"), Cancel);
        _vault.Handling = async (_, pass) =>
        {
            await answer.Task;
            await pass();
        };
        var slow = _reader.ReadAsync(new SecretAddress("v", "another"), Cancel);

        var known = _reader.ReadAsync(new SecretAddress("v", "token"), Cancel);

        Assert.True(known.IsCompletedSuccessfully);
        answer.SetResult();
        await slow;
    }

    [Fact]
    public async Task Keys_that_it_read_are_gone_with_it()
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());
        var material = (await _reader.ReadAsync(new SecretAddress("v", "seal"), Cancel)).Material!;

        _reader.Dispose();

        Assert.ThrowsAny<Exception>(() => material.Key.ExportPem());
    }

    private static bool IsRead(VaultRequest request) => request.Act is VaultAct.Read;

    private async Task ReadAheadAsync(params SecretAddress[] addresses) =>
        await _reader.AheadAsync(addresses, address => [address], Cancel).CountAsync(Cancel);

    private Task StoreAsync(string name, SecretText text) =>
        _secrets.WriteAsync(new Dictionary<SecretAddress, SecretText> { [new("v", name)] = text }, Cancel);

    private static KsefCredential Credential(string? secret) =>
        new()
        {
            Nip = OfficeBench.ClientNip.Value,
            Name = "Klient",
            Environment = "test",
            Kind = CredentialKind.Token,
            SecretName = secret,
            Vault = "v",
            Path = "client.yaml",
            OfficePath = "office",
        };
}
