using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Signing;

public sealed class SignedEnrolmentTests : SigningTestBase
{
    private const string Employee = "92092116350";

    [Fact]
    public async Task A_holder_without_a_certificate_gets_its_first_one_by_a_signature()
    {
        Assert.Null(Bench.Base.Named);
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.Enrolled, "Issued"), (result.Outcome, result.Certificate!.Outcome));
        Assert.True(result.Certificate.IsProven);
        Assert.Equal(result.Certificate.SecretName, Bench.Base.Named!.Value.Name);
        Assert.Empty(await Bench.Base.KeylessAsync());
    }

    [Fact]
    public async Task The_certificate_is_of_the_type_and_key_that_the_request_was_for()
    {
        var terms = new Core.Signing.EnrolmentTerms { Type = CertificateType.Offline, Algorithm = KeyAlgorithm.Rsa };
        Bench.Sign(await IssueAsync(Bench.SealOrder with { Enrolment = terms }));

        var result = Assert.Single(await CompleteAsync());

        var secrets = await Bench.Base.SecretsAsync();
        using var material = KeyMaterial.FromVaultText(secrets[result.Certificate!.SecretName!]);
        Assert.Equal((CertificateType.Offline, KeyAlgorithm.Rsa), (material.Details.Type, material.Key.Algorithm));
    }

    [Fact]
    public async Task A_client_gets_one_of_its_own_and_its_profile_names_it()
    {
        var client = Bench.Client(1, isGranted: false);
        using var card = CardProgram.Seal(client.Context.Value, Clock.GetUtcNow());
        Bench.Sign(await IssueAsync(client with { Enrolment = new() }), card);

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal(SigningOutcome.Enrolled, result.Outcome);
        var profile = Bench.Base.Office.Profiles.Read(Core.Identifiers.Nip.Parse(client.Context.Value))!.Profile!;
        Assert.Equal(result.Certificate!.SecretName, Assert.Single(profile.Access).Secret);
    }

    [Fact]
    public async Task A_strangers_signature_for_a_client_gets_no_certificate_and_leaves_no_session()
    {
        var client = LetSignFor(Bench.Client(1, isGranted: false), Employee);

        var result = await SignAsync(client, Employee);

        Assert.Equal(SigningOutcome.Failed, result.Outcome);
        Assert.Contains("signers", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Employee, result.Reason, StringComparison.Ordinal);
        Assert.Empty(Bench.Base.Issued);
        using var later = Bench.Start();
        Assert.Null(await later.FindAsync(client));
    }

    [Theory]
    [InlineData("signers: [\"{0}\"]\n")]
    [InlineData("access:\n- identity: anna\n")]
    public async Task A_person_named_by_the_clients_file_may_sign_for_it(string names)
    {
        var client = LetSignFor(Bench.Client(1, isGranted: false), Employee);
        File.AppendAllText(
            Path.Combine(Bench.Base.Office.ClientsPath, $"{client.Context.Value}.yaml"),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, names, Employee)
        );
        var settings = Bench.Base.Office.SettingsPath;
        File.WriteAllText(
            settings,
            File.ReadAllText(settings)
                .Replace(
                    "\nidentities:\n",
                    $"\nidentities:\n  - name: anna\n    kind: person\n    subject: \"{Employee}\"\n",
                    StringComparison.Ordinal
                )
        );

        var result = await SignAsync(client, Employee);

        Assert.True(result.Outcome is SigningOutcome.Enrolled, result.Reason);
    }

    private SigningOrder LetSignFor(SigningOrder client, string pesel)
    {
        Bench.Base.World.AddGrant(
            new GrantRecord
            {
                Id = Bench.Base.World.Numbers.NextGuid(),
                Context = ContextIdentifier.Nip(client.Context.Value),
                Authorized = new SubjectIdentifier(SubjectIdentifierType.Pesel, pesel),
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );
        return client;
    }

    private async Task<KsefSigningResult> SignAsync(SigningOrder client, string pesel)
    {
        using var card = CardProgram.Person(pesel, Clock.GetUtcNow());
        Bench.Sign(await IssueAsync(client with { Enrolment = new() }), card);
        return Assert.Single(await CompleteAsync());
    }

    [Fact]
    public async Task Somebody_elses_signature_gets_no_certificate_and_leaves_no_session()
    {
        using var somebody = CardProgram.Person(TestMaterial.Pesel, Clock.GetUtcNow());
        Bench.Base.World.AddGrant(
            new GrantRecord
            {
                Id = Bench.Base.World.Numbers.NextGuid(),
                Context = ContextIdentifier.Nip(Bench.Base.Subject.Value),
                Authorized = new SubjectIdentifier(SubjectIdentifierType.Pesel, TestMaterial.Pesel),
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder), somebody);

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.Failed, $"PESEL {TestMaterial.Pesel}"), (result.Outcome, result.SignedBy));
        Assert.Empty(Bench.Base.Issued);
        using var later = Bench.Start();
        Assert.Null(await later.FindAsync(Bench.SealOrder));
    }

    [Fact]
    public async Task A_run_that_was_killed_before_the_enrolment_is_gone_on_with_by_the_enrolment_itself()
    {
        await DieAfterAsync("after step 'signed in'");
        using var process = Bench.Start();

        var result = await process.EnrolAsync(Bench.CertificateOrder);

        Assert.Equal((EnrolmentOutcome.Issued, 1), (result.Outcome, process.Starts));
        // What is left to the request is to say so.
        Assert.Equal(SigningOutcome.Enrolled, Assert.Single(await CompleteAsync()).Outcome);
        Assert.Single(Bench.Base.Issued);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_the_enrolment_is_gone_on_with_however_late()
    {
        await DieAfterAsync("after step 'signed in'");
        Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(SigningOutcome.Enrolled, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task Where_the_session_is_lost_the_request_is_written_again()
    {
        await DieAfterAsync("after step 'signed in'");
        Clock.Advance(TimeSpan.FromDays(8));

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.Reissued, SigningPurpose.Enrolment), (result.Outcome, result.Reissued!.Purpose));
        var signed = Bench.Sign(result.Reissued);
        Assert.Equal(SigningOutcome.Enrolled, Assert.Single(await CompleteAsync(signed)).Outcome);
    }

    [Fact]
    public async Task The_error_of_an_enrolment_without_a_signature_names_the_whole_command()
    {
        using var process = Bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => process.EnrolAsync(Bench.CertificateOrder));

        Assert.Equal(EnrolmentFailure.TokenSession, error.Failure);
        Assert.Contains(
            "New-KsefSigningRequest -Identity 'seal' -ForEnrolment",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("§ 13", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_and_without_leave_to_write_a_new_request_that_is_only_said()
    {
        await DieAfterAsync("after step 'signed in'");
        Clock.Advance(TimeSpan.FromDays(8));
        using var process = Bench.Start(options: _ => new() { Reissues = false });

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Late, 2), (result.Outcome, Bench.Files.Count));
        Assert.Contains("-NoReissue", result.Reason, StringComparison.Ordinal);
        Assert.NotNull(result.SignedBy);
    }

    [Fact]
    public async Task Where_no_new_request_can_be_asked_for_now_the_next_run_does()
    {
        await DieAfterAsync("after step 'signed in'");
        Clock.Advance(TimeSpan.FromDays(8));
        using (var process = Bench.Start())
        {
            process.Network.LosesRequest = "POST challenge";
            var failed = Assert.Single(await process.CompleteAsync());

            Assert.Equal(SigningOutcome.Failed, failed.Outcome);
            Assert.Contains("Run again", failed.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task What_has_its_certificate_is_not_gone_on_with()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        var result = Assert.Single(await CompleteAsync());
        using var process = Bench.Start();

        var again = Assert.Single(await process.CompleteAsync());

        Assert.NotNull(result.SessionUntil);
        Assert.Equal(SigningPurpose.Enrolment, result.Purpose);
        Assert.Equal((SigningOutcome.AlreadyAnswered, 0), (again.Outcome, process.Network.Requests.Count));
    }

    [Fact]
    public async Task A_signature_that_was_somebody_elses_is_refused_again_without_a_word_to_KSeF()
    {
        var client = LetSignFor(Bench.Client(1, isGranted: false), Employee);
        var first = await SignAsync(client, Employee);
        using var process = Bench.Start();

        var again = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Failed, 0), (again.Outcome, process.Network.Requests.Count));
        Assert.Contains(first.Reason, again.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_that_has_one_keeps_it_and_hears_of_what_is_to_come()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        await CompleteAsync();
        var file = Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/certificates/limits", "GET", Count: 1));
        var warnings = new List<string>();
        using var process = Bench.Start(options: _ =>
            new()
            {
                Warn = warnings.Add,
                Enrolment = new() { WarnBefore = TimeSpan.FromDays(3000) },
            }
        );

        var result = Assert.Single(await process.CompleteAsync(file));

        Assert.Equal((SigningOutcome.Enrolled, "NotDue"), (result.Outcome, result.Certificate!.Outcome));
        Assert.StartsWith("identity seal: ", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Single(Bench.Base.Issued);
        Assert.Equal(SigningOutcome.AlreadyAnswered, Assert.Single(await CompleteAsync(file)).Outcome);
    }

    [Fact]
    public async Task What_KSeF_has_not_issued_yet_is_asked_for_by_the_next_run()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        Sandbox.Main.Settings.EnrollmentDelay = TimeSpan.FromMinutes(30);

        var waiting = Assert.Single(await CompleteAsync());
        Clock.Advance(TimeSpan.FromMinutes(30));
        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.InProgress, SigningOutcome.Enrolled), (waiting.Outcome, result.Outcome));
        Assert.NotEqual("", waiting.Reason);
        Assert.Single(Bench.Base.Issued);
    }

    [Fact]
    public async Task A_failure_of_the_enrolment_costs_no_second_signature()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.ServerError, "/certificates/enrollments/data", "GET", Count: 1)
        );

        var failed = Assert.Single(await CompleteAsync());

        Assert.Equal(SigningOutcome.Failed, failed.Outcome);
        Assert.Contains("Run again", failed.Reason, StringComparison.Ordinal);
        Assert.NotNull(failed.SessionUntil);
        using var process = Bench.Start();
        Assert.Equal(SigningOutcome.Enrolled, Assert.Single(await process.CompleteAsync()).Outcome);
        // The proof of the new certificate.
        Assert.Equal(1, process.Starts);
    }

    [Fact]
    public async Task Of_two_answers_for_a_certificate_the_other_is_named()
    {
        var request = await IssueAsync(Bench.EnrolmentOrder);
        Bench.Sign(request);
        File.WriteAllBytes(Path.Combine(Bench.Folder, "zzz.xades"), Bench.Card.Sign(File.ReadAllBytes(request.Path)));

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal(SigningOutcome.Enrolled, result.Outcome);
        Assert.Contains("zzz.xades", result.Reason, StringComparison.Ordinal);
    }

    private async Task DieAfterAsync(string point)
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        var fate = new Fate
        {
            Passing = passed =>
            {
                if (string.Equals(passed, point, StringComparison.Ordinal))
                    throw new SimulatedDeathException(point);
            },
        };
        using var process = Bench.Start(fate);
        await Assert.ThrowsAsync<SimulatedDeathException>(() => process.CompleteAsync());
    }
}
