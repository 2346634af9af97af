using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>What a run takes from what is there: sessions, vaults, and the words that go on with it.</summary>
public sealed class WhatIsReusedTests : IAsyncLifetime
{
    private const string SignIn = "POST xades-signature";

    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_renewal_signs_in_to_ask_and_to_prove_and_ends_the_old_one_with_the_session_of_the_proof()
    {
        await _bench.EnrolAsync();
        using var process = _bench.Start();

        await process.RenewAsync(_bench.Order with { Force = true, RevokeOld = true });

        Assert.Equal(2, process.Network.Count(SignIn));
    }

    [Fact]
    public async Task Who_looks_ahead_every_day_signs_in_once_while_the_session_lasts()
    {
        var present = (await _bench.EnrolAsync()).Certificate!;
        _clock.Advance(present.ValidTo - TimeSpan.FromDays(60) - _clock.GetUtcNow());
        using var process = _bench.Start();

        await process.RenewAsync(_bench.Order);
        await process.RenewAsync(_bench.Order);

        Assert.Equal((2, 1), (process.Network.Count("GET limits"), process.Network.Count(SignIn)));
    }

    [Fact]
    public async Task A_certificate_of_an_identity_is_looked_for_in_the_vault_that_the_file_names()
    {
        var first = await _bench.EnrolAsync(_bench.Order with { Vault = "Second" });

        var again = await _bench.EnrolAsync();

        Assert.Equal((EnrolmentOutcome.NotDue, first.Secret), (again.Outcome, again.Secret));
    }

    [Fact]
    public async Task A_certificate_of_a_client_is_looked_for_in_the_vault_that_its_file_names()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        var order = _bench.Order with { Holder = CertificateHolder.OfClient(nip) };
        var first = await _bench.EnrolAsync(order with { Vault = "Second" });

        var again = await _bench.EnrolAsync(order);

        Assert.Equal((EnrolmentOutcome.NotDue, first.Secret), (again.Outcome, again.Secret));
        Assert.Equal("Second", Assert.Single(_bench.Office.Profiles.Read(nip)!.Profile!.Access).Vault);
    }

    [Fact]
    public async Task What_goes_on_with_a_run_is_typed_as_the_order_that_met_it_was()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync(_bench.Order with { Again = command => command.Literally("-First") });

        var result = await _bench.EnrolAsync(_bench.Order with { Again = command => command.Literally("-Second") });

        Assert.Equal((EnrolmentOutcome.InProgress, true), (result.Outcome, result.WasResumed));
        Assert.Contains(
            "Request-KsefCertificate -Identity 'seal' -Second goes on",
            result.Reason,
            StringComparison.Ordinal
        );
    }
}
