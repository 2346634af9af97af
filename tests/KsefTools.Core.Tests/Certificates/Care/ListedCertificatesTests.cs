using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>What is told of each certificate, of ours and of KSeF's, and who is asked about them.</summary>
public sealed class ListedCertificatesTests() : EnrolmentTest(7)
{
    [Fact]
    public async Task Of_ours_the_vault_tells_what_it_is_and_KSeF_what_became_of_it()
    {
        var result = await Bench.EnrolAsync();
        var issued = Assert.Single(Bench.Issued);

        var ours = Assert.Single(Assert.Single(await ListAsync()).Certificates);

        Assert.Equal(("identity seal", "seal", null), (ours.Holder, ours.Identity, ours.Nip));
        Assert.Equal((issued.Name, "Active", true), (ours.Name, ours.Status, ours.InKseF));
        Assert.Equal(("Authentication", result.Secret!.Value.Name), (ours.Type, ours.SecretName));
        Assert.Equal(("KsefVault", Bench.OfficePath), (ours.Vault, ours.OfficePath));
        Assert.Equal(result.Certificate!.ValidFrom, ours.ValidFrom);
        Assert.Equal(result.Certificate.ValidTo, ours.ValidTo);
        Assert.NotNull(ours.RequestedOn);
        Assert.NotNull(ours.LastUsedOn);
    }

    [Fact]
    public async Task A_clients_certificate_is_told_with_its_number()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        await Bench.EnrolAsync(Bench.Order with { Holder = CertificateHolder.OfClient(nip) });

        var listing = Assert.Single(await ListAsync(), some => some.Holder == CertificateHolder.OfClient(nip));

        var ours = Assert.Single(listing.Certificates);
        Assert.Equal(($"client {nip}", null, nip.Value), (ours.Holder, ours.Identity, ours.Nip));
    }

    [Fact]
    public async Task One_that_KSeF_does_not_list_is_said_not_to_be_there()
    {
        await StoreAsync("bought", Bench.Seal);
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "bought", vault: null));

        var ours = Assert.Single(Assert.Single(await ListAsync()).Certificates);

        Assert.Equal((false, null, null), (ours.InKseF, ours.Status, ours.Name));
    }

    [Fact]
    public async Task Those_that_end_together_are_listed_by_their_numbers()
    {
        await Bench.EnrolAsync();
        var end = new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date.AddDays(30), TimeSpan.Zero);
        for (var number = 0; number < 4; number++)
            new CertificatePlan(Bench.Subject) { ValidTo = end }.Plant(Sandbox.Main);

        var serials = Assert.Single(await ListAsync()).Certificates.Skip(1).Select(theirs => theirs.SerialNumber);

        Assert.Equal(serials.Order(StringComparer.Ordinal), serials);
        Assert.Equal(4, serials.Count());
    }

    [Fact]
    public async Task A_KSeF_that_fails_is_not_taken_for_one_that_refuses_the_certificate()
    {
        await Bench.EnrolAsync();
        Sandbox.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/2*",
                "GET",
                Status: 200,
                Body: """
                {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"QualifiedSeal",
                 "status":{"code":500,"description":"Nieznany błąd."} }
                """
            )
        );

        var listing = Assert.Single(await ListAsync());

        Assert.Equal(SignInFailure.SystemFailure, Assert.IsType<SignInException>(listing.Failure).Failure);
        Assert.Null(Assert.Single(listing.Certificates).InKseF);
    }

    [Fact]
    public async Task About_one_of_ours_only_its_own_holder_is_asked()
    {
        var first = await Bench.EnrolAsync();
        using var other = new EnrolmentBench(Sandbox, Clock, number: 8);
        await StoreAsync("others", other.Seal);
        Bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = Nip.Parse(other.Context.Value),
                Name = "Klient",
                Access = [new AccessEntry { Kind = CredentialKind.Certificate, Secret = "others" }],
            }
        );
        using var process = Bench.Start();

        var found = await Revocation(process).LookAsync(Order(first), Cancel);

        Assert.Equal("Active", found.Status);
        Assert.Equal(1, process.Network.Count("POST query"));
    }

    [Fact]
    public async Task A_revocation_that_is_left_to_another_process_says_so()
    {
        var first = await Bench.EnrolAsync();
        using var process = Bench.Start();
        using var held = SubjectLock.OfCertificates(
            Bench.Office,
            Bench.Environment.BaseAddress,
            $"NIP {Bench.Subject.Value}"
        );

        var result = await Revocation(process).RevokeAsync(Order(first), Cancel);

        Assert.Equal(
            (
                RevocationOutcome.Busy,
                "Another process is at work on the certificate of identity seal; " + "nothing was done here."
            ),
            (result.Outcome, result.Reason)
        );
        Assert.Empty(JournalReader.ReadAll(Bench.Office, [OperationKind.Revocation]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sessions_that_stay_open_in_several_places_are_told_in_the_order_of_the_places(bool hasSibling)
    {
        var first = await Bench.EnrolAsync();
        if (hasSibling)
            await Bench.EnrolAsync(Bench.Order with { Force = true });
        var clients = (Nip[])[OfficeBench.NipNumber(2), OfficeBench.NipNumber(9), OfficeBench.NipNumber(1)];
        foreach (var client in clients)
            Serve(client);
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/sessions", "GET"));
        using var process = Bench.Start();

        var result = await Revocation(process).RevokeAsync(Order(first), Cancel);

        var places = clients.Select(client => client.Value).Append(Bench.Context.Value).Order(StringComparer.Ordinal);
        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.All(
            places.Zip(result.Warnings),
            pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal)
        );
        // One for each place and, where a file still names it, one more for that.
        Assert.Equal(hasSibling ? 4 : 5, result.Warnings.Count);
    }

    [Fact]
    public async Task A_fault_of_ours_while_sessions_are_closed_is_told_by_its_type_alone()
    {
        var first = await Bench.EnrolAsync();
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "before GET sessions")
                        throw new NotSupportedException("CANARY");
                },
            }
        );

        var result = await Revocation(process).RevokeAsync(Order(first), Cancel);

        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.Contains(nameof(NotSupportedException), result.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_question_about_the_same_identity_takes_no_second_sign_in()
    {
        await Bench.EnrolAsync();
        using var process = Bench.Start();

        await ListAsync(process);
        await ListAsync(process);

        Assert.Equal(1, process.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task Sessions_that_are_remembered_close_what_a_killed_run_left_at_clients()
    {
        var first = await Bench.EnrolAsync();
        Serve(OfficeBench.NipNumber(2));
        using var process = Bench.Start();
        await Assert.ThrowsAsync<SimulatedDeathException>(() =>
            Revocation(process, new FailsAt("revoked", new SimulatedDeathException("revoked")))
                .RevokeAsync(Order(first), Cancel)
        );

        var result = await Revocation(process).RevokeAsync(Order(first), Cancel);

        Assert.Equal((RevocationOutcome.AlreadyRevoked, true), (result.Outcome, result.WasResumed));
        Assert.DoesNotContain(
            result.Warnings,
            warning => warning.Contains("could not be closed", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            Bench.World.Sessions.All,
            session =>
                session is { IsRedeemed: true, IsRevoked: false }
                && session.Context.Value == OfficeBench.NipNumber(2).Value
        );
    }

    private static RevocationOrder Order(EnrolmentResult result) =>
        new(result.Certificate!.SerialNumber, RevocationReason.Superseded);

    private CertificateRevocation Revocation(EnrolmentProcess process, IProgress<string>? steps = null) =>
        new(Bench.Office, Bench.Vault, process.Sessions, SessionCache.InMemory(Clock), Clock, steps);

    private async Task<List<CertificateListing>> ListAsync()
    {
        using var process = Bench.Start();
        return await ListAsync(process);
    }

    private async Task<List<CertificateListing>> ListAsync(EnrolmentProcess process) =>
        await new CertificateInventory(Bench.Office, Bench.Vault, process.Sessions, Clock)
            .RunAsync(holders: null, local: false, throttleLimit: 4, warn: null, Cancel)
            .ToListAsync(Cancel);

    private Task StoreAsync(string secret, KeyMaterial material) =>
        Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", secret)] = material.ToVaultText() },
            Cancel
        );
}
