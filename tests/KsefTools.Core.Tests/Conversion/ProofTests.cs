using KsefTools.Core.Conversion;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>
/// What counts as a proof: a sign-in of this moment that may do what is required, in effect. What was true a moment
/// ago, or is listed without effect, moves no client and costs no token its life.
/// </summary>
public sealed class ProofTests : ConversionTest
{
    private const string Anna = "anna";
    private const string AnnasSecret = "ksef-office-anna";
    private const string SealsSecret = "ksef-office-seal";

    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };
    private static readonly ConversionOptions AsAnna = new() { Identity = Anna };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_that_KSeF_lists_as_inactive_alone_is_none_whatever_the_session_claims()
    {
        var client = await LetAnnaInAsync();
        // Signed in, and then the client takes the office's right away, on which hers rests.
        using var process = Bench.Start(
            Once("after POST redeem", () => Bench.World.RemoveGrants(grant => grant.Context == At(client)), times: 2)
        );

        var result = Assert.Single(await process.ConvertAsync(AsAnna));

        Assert.NotEqual(ConversionOutcome.Converted, result.Outcome);
        AssertServedByToken(client);
    }

    [Fact]
    public async Task A_right_that_is_listed_twice_counts_by_the_one_that_is_in_effect()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.AddGrant(ToAnna(client) with { IsActive = false });
        Bench.World.AddGrant(ToAnna(client));

        var result = await Bench.ConvertAsync(client, AsAnna);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Equal(["InvoiceRead"], result.IdentityPermissions);
    }

    [Fact]
    public async Task A_session_that_may_not_even_see_its_own_rights_is_no_proof()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/query/personal/grants",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((ConversionOutcome.Failed, false), (result.Outcome, result.IsProven));
        AssertServedByToken(client);
    }

    [Fact]
    public async Task A_remembered_session_is_no_proof_of_a_seal_that_KSeF_refuses_now()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        await RememberAsync(process, client, SealsSecret);
        RevokeCertificates();

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        Assert.False(result.IsProven);
        AssertServedByToken(client);
    }

    [Fact]
    public async Task A_remembered_session_is_no_proof_of_a_persons_certificate_that_KSeF_refuses_now()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.AddGrant(ToAnna(client));
        using var process = Bench.Start();
        await RememberAsync(process, client, AnnasSecret);
        RevokeCertificates();

        var result = Assert.Single(await process.ConvertAsync(AsAnna));

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        AssertServedByToken(client);
    }

    [Fact]
    public async Task A_remembered_session_is_no_proof_of_the_clients_own_certificate_that_KSeF_refuses_now()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.Introspection);
        var secret = Bench.AddOwnCertificate(client);
        using var process = Bench.Start();
        await RememberAsync(process, client, secret);
        RevokeCertificates(of: SubjectIdentifier.Nip(client.Nip));

        var result = Assert.Single(await process.ConvertAsync(new ConversionOptions { AllowOwnCertificate = true }));

        Assert.Equal((ConversionRoute.OwnCertificate, ConversionOutcome.Failed), (result.Route, result.Outcome));
        AssertServedByToken(client);
    }

    [Fact]
    public async Task A_remembered_session_costs_no_token_its_life_once_the_seal_is_refused()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        await process.ConvertAsync();
        RevokeCertificates();

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        Assert.Equal(TokenStatus.Active, StatusOf(client));
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
    }

    [Theory]
    [InlineData(TokenStatus.Revoked, "DELETE")]
    [InlineData(TokenStatus.Revoked, "GET")]
    [InlineData(TokenStatus.Failed, null)]
    public async Task A_token_that_ended_while_its_session_was_remembered_goes_as_a_revoked_one(
        TokenStatus status,
        string? deadAt
    )
    {
        var client = Granted(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is not "before DELETE {number}" || StatusOf(client) == status)
                    return;
                Bench.World.UpdateToken(client.Token!, token => token with { Status = status });
                if (deadAt is not null)
                    Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens/*", deadAt, Count: 1, Status: 401));
            },
        };
        using var process = Bench.Start(fate);

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.True(result.TokenRevoked, result.Reason);
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
    }

    [Fact]
    public async Task A_remembered_session_is_no_way_back_to_a_token_that_was_revoked_since()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        await process.ConvertAsync();
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await process.RestoreAsync(client);

        Assert.False(result.IsRestored);
        Assert.Contains(Bench.AccessOf(client), entry => entry.Identity == "seal");
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry is { Secret: not null, RetiredOn: null });
    }

    [Fact]
    public async Task While_a_revoked_token_still_signs_in_its_secret_and_its_entry_stay_and_a_later_run_goes_on()
    {
        var client = Granted(Permission.InvoiceRead);
        // KSeF took the revocation, which has no effect yet.
        using (var process = Bench.Start(Once("after DELETE {number}", () => SetStatus(client, TokenStatus.Active))))
        {
            var early = Assert.Single(await process.ConvertAsync(Revoking));

            Assert.Equal((ConversionOutcome.Converted, false), (early.Outcome, early.TokenRevoked));
            Assert.NotNull(early.Reason);
        }
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
        Assert.Single(Bench.AccessOf(client), entry => entry is { Secret: not null, RetiredOn: not null });

        SetStatus(client, TokenStatus.Revoked);
        var late = await Bench.ConvertAsync(client, Revoking);

        Assert.True(late.TokenRevoked);
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
    }

    [Fact]
    public async Task A_move_that_is_gone_on_with_demands_what_its_journal_demands_though_the_token_tells_no_more()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        using (var process = Bench.Start(Once("after step 'started'", Die)))
            await process.ConvertAsync();
        SetStatus(client, TokenStatus.Revoked);
        Bench.World.RemoveGrants(grant => grant.Permission is Permission.InvoiceWrite);

        var result = await Bench.ConvertAsync(client);

        Assert.True(result.WasResumed);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.RequiredPermissions);
        Assert.NotEqual(ConversionOutcome.Converted, result.Outcome);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    private static void Die() => throw new SimulatedDeathException("as the test wants it");

    /// <summary>
    /// A fate that lets something happen at a point, when it is passed for the first time or a later one.
    /// </summary>
    private static Fate Once(string at, Action happens, int times = 1)
    {
        var left = times;
        return new Fate
        {
            Passing = point =>
            {
                if (point == at && Interlocked.Decrement(ref left) == 0)
                    happens();
            },
        };
    }

    /// <summary>A process that has signed in with a secret at the client, and remembers it.</summary>
    private async Task RememberAsync(ConversionProcess process, ConversionClient client, string secret)
    {
        await process.ConvertAsync(new ConversionOptions { OnlyPlan = true });
        var address = new SecretAddress(ConversionBench.VaultName, secret);
        var text = (await Bench.Vault.ReadAsync([address], Cancel))[address];
        using var material = KeyMaterial.FromVaultText(text);
        await process.OpenAsync(client, material);
    }

    private async Task<ConversionClient> LetAnnaInAsync()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, canDelegate: true, Permission.InvoiceRead);
        await Bench.ConvertAsync(client, AsAnna);
        using var process = Bench.Start();
        await process.RestoreAsync(client);
        return client;
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private GrantRecord ToAnna(ConversionClient client) =>
        new()
        {
            Id = Guid.NewGuid(),
            Context = At(client),
            Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
            Permission = Permission.InvoiceRead,
            StartDate = Clock.GetUtcNow(),
        };

    private static ContextIdentifier At(ConversionClient client) => ContextIdentifier.Nip(client.Nip);

    private TokenStatus StatusOf(ConversionClient client) => Bench.World.FindToken(client.Token!)!.Status;

    private void SetStatus(ConversionClient client, TokenStatus status) =>
        Bench.World.UpdateToken(client.Token!, token => token with { Status = status });

    private void RevokeCertificates(SubjectIdentifier? of = null)
    {
        foreach (var certificate in Bench.World.Certificates.All.ToList())
            if (of is null || certificate.Subject == of)
                Bench.World.Certificates.Update(
                    certificate.SerialNumber,
                    record => record.Ended(CertificateStatus.Revoked)
                );
    }

    private void AssertServedByToken(ConversionClient client)
    {
        Assert.Contains(Bench.AccessOf(client), entry => entry is { Kind: CredentialKind.Token, RetiredOn: null });
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Identity is not null);
    }
}
