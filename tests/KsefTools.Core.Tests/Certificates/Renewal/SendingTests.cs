using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>Who may ask for a certificate, how often, and whose is taken for the one that was asked for.</summary>
public sealed class SendingTests : EnrolmentTest
{
    private const string Pesel = "92092116350";

    [Fact]
    public async Task A_KSeF_that_answers_nothing_is_asked_twice_and_no_more()
    {
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/certificates/enrollments", "POST"));
        using var process = Bench.Start();

        await Assert.ThrowsAsync<KsefApiException>(() => process.EnrolAsync(Bench.Order));

        Assert.Equal(2, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Theory]
    [InlineData(FaultKind.EmptyForbidden)]
    [InlineData(FaultKind.BlockedPage)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task What_was_turned_away_before_KSeF_read_it_is_known_not_to_be_taken(FaultKind fault)
    {
        Sandbox.Main.Faults.Add(new FaultRule(fault, "/certificates/enrollments", "POST", RetryAfterSeconds: 3600));

        await Assert.ThrowsAsync<KsefApiException>(Bench.EnrolAsync);

        var journal = Bench.JournalText();
        Assert.Contains("not taken", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("seen", journal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/certificates/enrollments/data", 25001)]
    [InlineData("GET", "/certificates/enrollments/data", 25002)]
    [InlineData("POST", "/certificates/enrollments", 25002)]
    public async Task A_way_of_signing_in_that_KSeF_does_not_take_is_told_and_no_key_stays(
        string method,
        string path,
        int code
    )
    {
        Sandbox.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                path,
                method,
                Status: 400,
                Body: "{\"exception\":{\"exceptionDetailList\":[{\"exceptionCode\":"
                    + $"{code},\"exceptionDescription\":\"Nie\"}}]}}}}"
            )
        );

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.SourceRefused, error.Failure);
        Assert.Empty(await Bench.SecretsAsync());
    }

    [Fact]
    public async Task A_request_that_was_refused_before_the_run_was_killed_is_not_sent_again()
    {
        using var dying = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'refused'")
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await Assert.ThrowsAsync<SimulatedDeathException>(() =>
            dying.EnrolAsync(Bench.Order with { ValidFrom = Clock.GetUtcNow().AddDays(400) })
        );

        var result = await Bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Single(await Bench.SecretsAsync());
    }

    [Fact]
    public async Task Another_key_s_certificate_of_the_same_name_is_not_taken_for_the_one_that_was_asked_for()
    {
        new CertificatePlan(Bench.Subject) { Name = "KsefTools seal 1f3a9c20" }.Plant(Sandbox.Main);
        using var process = Bench.Start(options: new EnrolmentOptions { NewTag = () => "1f3a9c20" });
        process.Network.LosesRequest = EnrolmentBench.Enrol;

        var result = await process.EnrolAsync(Bench.Order);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(1, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task A_certificate_that_does_not_sign_in_is_not_given_up_even_by_force()
    {
        using var process = DyingOnArrival(certificate => certificate.Ended(CertificateStatus.Blocked));
        await Assert.ThrowsAsync<EnrolmentException>(() => process.EnrolAsync(Bench.Order));

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            Bench.EnrolAsync(Bench.Order with { Force = true })
        );

        Assert.Equal(EnrolmentFailure.ProofFailed, error.Failure);
        Assert.Contains("but does not sign in", error.Message, StringComparison.Ordinal);
        var why = Assert.IsType<SignInException>(error.InnerException).Details;
        Assert.NotEmpty(why);
        Assert.Equal(why, error.Details);
        Assert.Single(Bench.Issued);
    }

    [Fact]
    public async Task One_that_was_revoked_before_it_was_in_use_stays_under_way_until_a_person_says_otherwise()
    {
        using var process = DyingOnArrival(certificate => certificate.Ended(CertificateStatus.Revoked));
        await Assert.ThrowsAsync<EnrolmentException>(() => process.EnrolAsync(Bench.Order));

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.RevokedBeforeUse, error.Failure);
        Assert.EndsWith(" -Force.", error.Message, StringComparison.Ordinal);
        Assert.Single(Bench.Issued);
    }

    [Fact]
    public async Task One_that_was_revoked_before_it_was_in_use_gives_way_to_another_by_force()
    {
        using var process = DyingOnArrival(certificate => certificate.Ended(CertificateStatus.Revoked));
        await Assert.ThrowsAsync<EnrolmentException>(() => process.EnrolAsync(Bench.Order));
        var revoked = Bench.Issued.Single().SerialNumber;

        var result = await Bench.EnrolAsync(Bench.Order with { Force = true });

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.NotEqual(revoked, result.Certificate!.SerialNumber);
    }

    [Fact]
    public async Task Whose_certificate_the_client_s_file_names_may_ask_for_the_next()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        using var ewa = TestMaterial.Person(new CertificateIdentity(IdentityKind.Pesel, Pesel));
        LetIn(new SubjectIdentifier(SubjectIdentifierType.Pesel, Pesel));
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", "brought")] = ewa.ToVaultText() },
            default
        );
        Bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Sigma",
                Access = [new AccessEntry { Kind = CredentialKind.Certificate, Secret = "brought" }],
            }
        );
        using var process = Bench.Start();

        var result = await process.EnrolAsync(
            Bench.Order with
            {
                Holder = CertificateHolder.OfClient(nip),
                Force = true,
            },
            Bench.Context,
            ewa
        );

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(new CertificateIdentity(IdentityKind.Pesel, Pesel), result.Certificate!.Identity);
    }

    [Fact]
    public async Task Of_an_identity_that_is_known_by_its_fingerprint_KSeF_shows_nobody_and_the_request_leaves()
    {
        using var agent = TestMaterial.Person(identity: null);
        LetIn(new SubjectIdentifier(SubjectIdentifierType.Fingerprint, agent.Details.Fingerprint));
        Bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "agent",
                    Kind = "fingerprint",
                    Subject = agent.Details.Fingerprint,
                }
            )
        );
        using var process = Bench.Start();
        var holder = CertificateHolder.OfIdentity("agent");

        await Record.ExceptionAsync(() =>
            process.EnrolAsync(Bench.Order with { Holder = holder }, Bench.Context, agent)
        );

        Assert.Equal(1, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task Where_the_quotas_cannot_be_asked_a_renewal_to_come_says_so()
    {
        var first = await Bench.EnrolAsync();
        Clock.Advance(first.Certificate!.ValidTo - TimeSpan.FromDays(60) - Clock.GetUtcNow());
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/certificates/limits", "GET"));
        using var process = Bench.Start();

        var result = await process.RenewAsync(Bench.Order);

        Assert.Equal(EnrolmentOutcome.NotDue, result.Outcome);
        Assert.Single(result.Warnings);
    }

    /// <summary>A process whose new certificate this happens to before it first signs in.</summary>
    private EnrolmentProcess DyingOnArrival(Func<CertificateRecord, CertificateRecord> change) =>
        Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'stored'")
                        Sandbox.World.Certificates.Update(Bench.Issued.Single().SerialNumber, change);
                },
            }
        );

    private void LetIn(SubjectIdentifier subject) =>
        Sandbox.World.AddGrant(
            new GrantRecord
            {
                Id = Sandbox.World.Numbers.NextGuid(),
                Context = KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(Bench.Context.Value),
                Authorized = subject,
                Permission = Permission.CredentialsManage,
                StartDate = Clock.GetUtcNow(),
            }
        );
}
