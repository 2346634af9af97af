using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>What a run writes down, in which order, and from where the next one goes on.</summary>
public sealed class EnrolmentStepsTests : EnrolmentTest
{
    private static readonly string[] Issuing = ["started", "key stored", "sending", "sent", "issued", "stored"];

    private EnrolmentOrder Replacing => Bench.Order with { Force = true, RevokeOld = true };

    [Fact]
    public async Task A_certificate_is_stored_then_proven_then_named_and_its_lone_key_goes_last() =>
        Assert.Equal([.. Issuing, "proven", "switched", "key copy removed", "finished"], await StepsAsync(Bench.Order));

    [Fact]
    public async Task One_for_invoices_without_a_net_is_neither_proven_nor_named() =>
        Assert.Equal(
            [.. Issuing, "key copy removed", "finished"],
            await StepsAsync(Bench.Order with { Type = CertificateType.Offline })
        );

    [Fact]
    public async Task The_old_one_is_revoked_when_the_new_one_serves_and_then_its_sessions_are_closed()
    {
        await Bench.EnrolAsync();

        Assert.Equal(
            [.. Issuing, "proven", "switched", "key copy removed", "old revoked", "sessions closed", "finished"],
            await StepsAsync(Replacing)
        );
    }

    [Fact]
    public async Task A_refusal_is_written_down_with_its_code_and_takes_the_key_along()
    {
        var fate = new Fate();
        using var process = Bench.Start(fate);

        await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(Bench.Order with { ValidFrom = Clock.GetUtcNow().AddDays(400) })
        );

        Assert.Equal(["started", "key stored", "sending", "refused", "key copy removed", "finished"], StepsOf(fate));
        Assert.Matches("\"code\": ?\"2[0-9]{4}\"", Bench.JournalText());
    }

    [Fact]
    public async Task What_waits_is_written_down_up_to_its_number()
    {
        Bench.Settings.EnrollmentPolls = 1000;

        Assert.Equal(["started", "key stored", "sending", "sent"], await StepsAsync(Bench.Order));
        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Theory]
    [InlineData("proven", "switched", "key copy removed", "finished")]
    [InlineData("switched", "key copy removed", "finished")]
    [InlineData("key copy removed", "finished")]
    public async Task What_was_done_before_a_kill_is_not_done_again(string death, params string[] left)
    {
        await DieAsync($"after step '{death}'", Bench.Order);
        var fate = new Fate();
        using var process = Bench.Start(fate);

        var result = await process.EnrolAsync(Bench.Order);

        Assert.Equal((EnrolmentOutcome.Issued, true, true), (result.Outcome, result.IsProven, result.WasResumed));
        Assert.Equal(left, StepsOf(fate));
        // All that KSeF had to say was heard before.
        Assert.Empty(process.Network.Requests);
        Assert.Equal(Bench.Named, result.Secret);
    }

    [Fact]
    public async Task What_a_person_named_since_the_files_were_switched_stays_named()
    {
        await DieAsync("after step 'switched'", Bench.Order);
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "another", vault: null));

        await Bench.EnrolAsync();

        Assert.Equal("another", Bench.Named!.Value.Name);
    }

    [Fact]
    public async Task A_key_that_reached_the_vault_before_the_kill_is_the_one_that_is_certified()
    {
        await DieAsync("after writing to the vault", Bench.Order);
        using var key = KeyPair.FromVaultText(Assert.Single(await Bench.SecretsAsync()).Value);
        var fate = new Fate();
        using var process = Bench.Start(fate);

        var result = await process.EnrolAsync(Bench.Order);

        Assert.Equal([.. Issuing[1..], "proven", "switched", "key copy removed", "finished"], StepsOf(fate));
        using var material = KeyMaterial.FromVaultText(Assert.Single(await Bench.SecretsAsync()).Value);
        Assert.True(key.Matches(material.Certificate));
        Assert.True(result.WasResumed);
    }

    [Theory]
    [InlineData("old revoked", 1)]
    [InlineData("sessions closed", 0)]
    public async Task An_old_one_that_was_revoked_before_the_kill_is_not_revoked_again(string death, int looks)
    {
        await Bench.EnrolAsync();
        await DieAsync($"after step '{death}'", Replacing);
        using var process = Bench.Start();

        var result = await process.EnrolAsync(Bench.Order);

        Assert.Equal((EnrolmentOutcome.Issued, true), (result.Outcome, result.WasResumed));
        Assert.Empty(result.Warnings);
        Assert.Equal(0, process.Network.Count("POST revoke"));
        Assert.Equal(0, process.Network.Count("POST query"));
        Assert.Equal(looks, process.Network.Count("GET sessions"));
    }

    [Theory]
    [InlineData(null, "KsefTools seal 1f3a9c20")]
    [InlineData("Faktury ŻÓŁĆ", "Faktury ŻÓŁĆ 1f3a9c20")]
    public async Task A_certificate_is_called_as_was_asked_or_by_its_holder(string? label, string name)
    {
        using var process = Bench.Start(options: new EnrolmentOptions { NewTag = () => "1f3a9c20" });

        var result = await process.EnrolAsync(Bench.Order with { Label = label });

        Assert.Equal(name, Assert.Single(Bench.Issued).Name);
        Assert.Contains("r1f3a9c20", result.Secret!.Value.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_KSeF_takes_in_no_name_is_a_dash_in_it()
    {
        Bench.Office.Patch(editor =>
        {
            editor.RemoveIdentity("seal");
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal.2",
                    Kind = "seal",
                    Subject = Bench.Subject.Value,
                }
            );
        });

        await Bench.EnrolAsync(Bench.Order with { Holder = CertificateHolder.OfIdentity("seal.2") });

        Assert.StartsWith("KsefTools seal-2 ", Assert.Single(Bench.Issued).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_told_from_all_others_by_eight_small_digits() =>
        Assert.Matches(@"\A[0-9a-f]{8}\z", new EnrolmentOptions().NewTag());

    [Fact]
    public async Task The_day_on_which_a_clients_certificate_begins_stands_in_its_file()
    {
        var holder = AddClient();

        var result = await Bench.EnrolAsync(Bench.Order with { Holder = holder });

        var entry = Assert.Single(Bench.Office.Profiles.Read(ClientId.Parse(holder.Name))!.Profile!.Access);
        Assert.Equal(DateOnly.FromDateTime(result.Certificate!.ValidFrom.UtcDateTime), entry.GeneratedOn);
        Assert.Null(entry.Vault);
    }

    [Fact]
    public async Task What_another_process_works_on_for_the_same_number_is_left_to_it_whatever_its_name()
    {
        using var held = SubjectLock.OfCertificates(
            Bench.Office,
            Bench.Environment.BaseAddress,
            $"NIP {Bench.Subject.Value}"
        );

        var result = await Bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.Busy, result.Outcome);
        Assert.Empty(Bench.Issued);
    }

    [Fact]
    public async Task While_another_process_works_on_a_client_nothing_is_done_and_that_is_told()
    {
        var holder = AddClient();
        using var held = SubjectLock.OfCertificates(Bench.Office, Bench.Environment.BaseAddress, holder.ToString());
        using var process = Bench.Start();

        var result = await process.EnrolAsync(Bench.Order with { Holder = holder });

        Assert.Equal((EnrolmentOutcome.Busy, holder), (result.Outcome, result.Holder));
        Assert.Equal(
            $"Another process is at work on the certificate of client {holder.Name}; nothing was done here.",
            result.Reason
        );
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task A_vault_that_forgets_the_key_stops_the_request()
    {
        var forgetful = new FatefulVault(Bench.Vault)
        {
            Handling = (request, pass) => request.Act is VaultAct.Write ? Task.CompletedTask : pass(),
        };
        using var process = Bench.Start(vault: forgetful);

        var error = await Assert.ThrowsAsync<SecretVaultException>(() => process.EnrolAsync(Bench.Order));

        Assert.Equal(SecretVaultFailure.WriteLost, error.Failure);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Theory]
    [InlineData(91, false)]
    [InlineData(90, true)]
    public async Task Sixty_days_before_a_renewal_is_due_KSeF_is_asked_whether_it_will_fit(int daysLeft, bool isAsked)
    {
        var present = (await Bench.EnrolAsync()).Certificate!;
        Clock.Advance(present.ValidTo - TimeSpan.FromDays(daysLeft) - Clock.GetUtcNow());
        using var process = Bench.Start();

        var result = await process.RenewAsync(Bench.Order);

        Assert.Equal(isAsked, process.Network.Count("GET limits") == 1);
        Assert.Equal((EnrolmentOutcome.NotDue, present), (result.Outcome, result.Certificate));
        Assert.Equal(Bench.Named, result.Secret);
        Assert.Contains("it will be renewed from", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_its_last_moment_a_certificate_asks_for_no_successor_any_more()
    {
        var present = (await Bench.EnrolAsync()).Certificate!;
        Clock.Advance(present.ValidTo - Clock.GetUtcNow());
        using var process = Bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => process.RenewAsync(Bench.Order));

        Assert.Equal(EnrolmentFailure.PresentExpired, error.Failure);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task One_to_sign_in_with_that_no_file_names_any_more_is_not_the_present_one()
    {
        await Bench.EnrolAsync();
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "gone", vault: null));

        var result = await Bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(2, Bench.Issued.Count);
    }

    [Fact]
    public async Task A_run_for_one_type_does_not_go_on_with_that_of_another()
    {
        Bench.Settings.EnrollmentPolls = 1000;
        await Bench.EnrolAsync(Bench.Order with { Type = CertificateType.Offline });
        Bench.Settings.EnrollmentPolls = 0;

        var result = await Bench.EnrolAsync();

        Assert.Equal((EnrolmentOutcome.Issued, false, true), (result.Outcome, result.WasResumed, result.IsProven));
        Assert.Equal("Offline", Assert.Single(JournalReader.FindOpen(Bench.Office)).Start["type"]);
    }

    [Fact]
    public async Task A_certificate_that_reached_the_vault_before_the_kill_is_not_fetched_again()
    {
        await DieAsync("after writing to the vault", Bench.Order, times: 2);
        var fate = new Fate();
        using var process = Bench.Start(fate);

        var result = await process.EnrolAsync(Bench.Order);

        Assert.Equal(["stored", "proven", "switched", "key copy removed", "finished"], StepsOf(fate));
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol) + process.Network.Count("POST retrieve"));
        Assert.Equal(Assert.Single(Bench.Issued).SerialNumber, result.Certificate!.SerialNumber);
    }

    [Fact]
    public async Task What_somebody_signed_elsewhere_for_the_holder_serves_the_run_that_comes_after_it()
    {
        using var process = Bench.Start();
        var waiting = await process
            .Sessions.Xades(Bench.Environment)
            .CreateRequestAsync(Bench.Context, SubjectIdentifierType.CertificateSubject, default);
        var signed = SignedRequestCheck.Read(new XadesSigner(Clock).Sign(waiting.Request, Bench.Seal));
        await process.Sessions.OpenAsync(Bench.Environment, Bench.Order.Holder.ToString(), signed, default);

        var result = await process.EnrolAsync(Bench.Order, openSession: null);

        Assert.Equal((EnrolmentOutcome.Issued, true), (result.Outcome, result.IsProven));
    }

    private CertificateHolder AddClient()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        return CertificateHolder.OfClient(nip);
    }

    private async Task<IEnumerable<string>> StepsAsync(EnrolmentOrder order)
    {
        var fate = new Fate();
        using var process = Bench.Start(fate);
        await process.EnrolAsync(order);
        return StepsOf(fate);
    }

    private static IEnumerable<string> StepsOf(Fate fate) =>
        fate
            .Points.Where(point => point.StartsWith("after step '", StringComparison.Ordinal))
            .Select(point => point[12..^1]);

    private async Task DieAsync(string at, EnrolmentOrder order, int times = 1)
    {
        var left = times;
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point == at && --left == 0)
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await Assert.ThrowsAsync<SimulatedDeathException>(() => process.EnrolAsync(order));
    }
}
