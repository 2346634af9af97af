using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>What a run takes from what is there: sessions, vaults, and the words that go on with it.</summary>
public sealed class WhatIsReusedTests : EnrolmentTest
{
    private const string SignIn = "POST xades-signature";

    [Fact]
    public async Task A_renewal_signs_in_to_ask_and_to_prove_and_ends_the_old_one_with_the_session_of_the_proof()
    {
        await Bench.EnrolAsync();
        using var process = Bench.Start();

        await process.RenewAsync(Bench.Order with { Force = true, RevokeOld = true });

        Assert.Equal(2, process.Network.Count(SignIn));
    }

    [Fact]
    public async Task Who_looks_ahead_every_day_signs_in_once_while_the_session_lasts()
    {
        var present = (await Bench.EnrolAsync()).Certificate!;
        Clock.Advance(present.ValidTo - TimeSpan.FromDays(60) - Clock.GetUtcNow());
        using var process = Bench.Start();

        await process.RenewAsync(Bench.Order);
        await process.RenewAsync(Bench.Order);

        Assert.Equal((2, 1), (process.Network.Count("GET limits"), process.Network.Count(SignIn)));
    }

    [Fact]
    public async Task A_certificate_of_an_identity_is_looked_for_in_the_vault_that_the_file_names()
    {
        var first = await Bench.EnrolAsync(Bench.Order with { Vault = "Second" });

        var again = await Bench.EnrolAsync();

        Assert.Equal((EnrolmentOutcome.NotDue, first.Secret), (again.Outcome, again.Secret));
    }

    [Fact]
    public async Task A_certificate_of_a_client_is_looked_for_in_the_vault_that_its_file_names()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        var order = Bench.Order with { Holder = CertificateHolder.OfClient(nip) };
        var first = await Bench.EnrolAsync(order with { Vault = "Second" });

        var again = await Bench.EnrolAsync(order);

        Assert.Equal((EnrolmentOutcome.NotDue, first.Secret), (again.Outcome, again.Secret));
        Assert.Equal("Second", Assert.Single(Bench.Office.Profiles.Read(nip)!.Profile!.Access).Vault);
    }

    [Fact]
    public async Task What_goes_on_with_a_run_is_typed_as_the_order_that_met_it_was()
    {
        Bench.Settings.EnrollmentPolls = 1000;
        await Bench.EnrolAsync(Bench.Order with { Again = command => command.Literally("-First") });

        var result = await Bench.EnrolAsync(Bench.Order with { Again = command => command.Literally("-Second") });

        Assert.Equal((EnrolmentOutcome.InProgress, true), (result.Outcome, result.WasResumed));
        Assert.Contains(
            "Request-KsefCertificate -Identity 'seal' -Second goes on",
            result.Reason,
            StringComparison.Ordinal
        );
    }
}
