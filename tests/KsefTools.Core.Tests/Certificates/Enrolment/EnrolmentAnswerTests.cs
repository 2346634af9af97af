using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>What happens to an enrolment whose answer is lost, late or interrupted.</summary>
public sealed class EnrolmentAnswerTests : IAsyncLifetime
{
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
    public async Task A_lost_answer_is_found_in_KSeFs_list_and_nothing_is_sent_again()
    {
        using var process = _bench.Start();
        process.Network.LosesAnswerTo = EnrolmentBench.Enrol;

        var result = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(1, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task KSeFs_list_is_asked_for_the_one_name()
    {
        var asked = new List<string>();
        using var process = _bench.Start();
        process.Network.LosesAnswerTo = EnrolmentBench.Enrol;
        process.Network.Leaving = request =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/certificates/query", StringComparison.Ordinal))
                asked.Add(request.Content!.ReadAsStringAsync().GetAwaiter().GetResult());
        };

        await process.EnrolAsync(_bench.Order);

        Assert.Contains(_bench.Issued.Single().Name, Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_sent_again_once_the_quota_has_proven_it()
    {
        var options = new EnrolmentOptions();
        var begun = _clock.GetUtcNow();
        using var process = _bench.Start(options: options);
        process.Network.LosesRequest = EnrolmentBench.Enrol;

        var result = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Single(_bench.Issued);
        Assert.True(_clock.GetUtcNow() - begun >= options.SettleTime);
    }

    [Fact]
    public async Task A_spent_quota_without_a_certificate_keeps_the_request_from_being_sent_again()
    {
        // Another program of the same identity spends an enrolment while the answer to ours is lost on its way there.
        using var other = _bench.Start();
        using var process = _bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is $"before {EnrolmentBench.Enrol}" && _bench.Issued.Count == 0)
                        _bench.SpendEnrolmentAsync(other).GetAwaiter().GetResult();
                },
            }
        );
        process.Network.LosesRequest = EnrolmentBench.Enrol;

        var result = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.Uncertain, result.Outcome);
        Assert.Contains("Request-KsefCertificate -Identity '", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(EnrolmentOutcome.Issued, (await _bench.EnrolAsync()).Outcome);
    }

    [Fact]
    public async Task What_KSeF_has_not_issued_yet_is_gone_on_with_by_its_number()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        var first = await _bench.EnrolAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        using var process = _bench.Start(options: new EnrolmentOptions { MaxWait = TimeSpan.FromHours(5) });

        var second = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.InProgress, first.Outcome);
        Assert.Contains("Request-KsefCertificate -Identity '", first.Reason, StringComparison.Ordinal);
        Assert.Equal(EnrolmentOutcome.Issued, second.Outcome);
        Assert.True(second.WasResumed);
        Assert.Equal(first.ReferenceNumber, second.ReferenceNumber);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task Of_a_number_that_KSeF_keeps_no_longer_the_list_says_what_came_of_it()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();
        AnswerTo("GET", "/certificates/enrollments/2*", 410, """{"title":"x"}""");

        Assert.Equal(EnrolmentOutcome.Issued, (await _bench.EnrolAsync()).Outcome);
        Assert.Contains("\"issued\"", _bench.JournalText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_KSeF_keeps_no_longer_and_the_list_does_not_show_is_over()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();
        AnswerTo("GET", "/certificates/enrollments/2*", 410, """{"title":"x"}""");
        AnswerTo("POST", "/certificates/query", 200, """{"certificates":[],"hasMore":false}""");

        var error = await Assert.ThrowsAsync<EnrolmentException>(_bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.Refused, error.Failure);
        Assert.Empty(error.Details);
        Assert.Empty(await _bench.SecretsAsync());
    }

    [Fact]
    public async Task What_KSeF_accepted_and_then_refused_is_over_and_says_why()
    {
        AnswerTo(
            "GET",
            "/certificates/enrollments/2*",
            200,
            """
            {"requestDate":"2026-11-22T12:00:00Z",
             "status":{"code":450,"description":"Nie wydano.","details":["Brak danych."]}}
            """
        );

        var error = await Assert.ThrowsAsync<EnrolmentException>(_bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.Refused, error.Failure);
        Assert.Equal(["Brak danych."], error.Details);
        Assert.Contains("Nie wydano.", error.Message, StringComparison.Ordinal);
        Assert.Empty(await _bench.SecretsAsync());
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task While_an_enrolment_waits_the_offices_lint_shows_it_and_calls_its_key_no_orphan()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(new Core.Office.Profiles.ClientProfile { Nip = nip, Name = "Sigma" });
        _bench.Settings.EnrollmentPolls = 1000;
        using (var process = _bench.Start())
            await process.EnrolAsync(_bench.Order with { Holder = CertificateHolder.OfClient(nip) });

        var issues = await new Core.Lint.OfficeLint(_bench.Office, _bench.Vault).RunAsync(default);

        Assert.Equal(OfficeIssueCode.InterruptedRun, Assert.Single(issues).Code);
    }

    [Fact]
    public async Task Ctrl_C_while_the_request_is_under_way_waits_for_its_number()
    {
        using var stop = new CancellationTokenSource();
        using var process = _bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is $"before {EnrolmentBench.Enrol}")
                        stop.Cancel();
                },
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.EnrolAsync(_bench.Order, stop.Token));
        var result = await _bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.NotNull(result.ReferenceNumber);
        Assert.Single(_bench.Issued);
    }

    [Fact]
    public async Task A_refusal_of_the_second_request_gives_up_nothing_while_the_first_may_be_under_way()
    {
        Answer(400, """{"exception":{"exceptionDetailList":[{"exceptionCode":25001,"exceptionDescription":"Nie"}]}}""");
        using var process = _bench.Start();
        process.Network.LosesRequest = EnrolmentBench.Enrol;

        await Assert.ThrowsAsync<KsefApiException>(() => process.EnrolAsync(_bench.Order));

        Assert.Single(await _bench.SecretsAsync());
        Assert.Equal(EnrolmentOutcome.Issued, (await _bench.EnrolAsync()).Outcome);
    }

    [Fact]
    public async Task What_KSeF_had_no_time_for_was_not_taken_and_nobody_needs_to_find_that_out()
    {
        _sandbox.Main.Faults.Add(
            new FaultRule(
                FaultKind.TooManyRequests,
                "/certificates/enrollments",
                "POST",
                Count: 1,
                RetryAfterSeconds: 3600
            )
        );
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<KsefApiException>(() => process.EnrolAsync(_bench.Order));

        Assert.Equal(ApiErrorKind.RateLimited, error.Kind);
        var journal = _bench.JournalText();
        Assert.Contains("not taken", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("seen", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_that_lies_there_since_is_not_taken_for_ours()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();
        var name = Assert.Single((await _bench.SecretsAsync()).Keys);
        using var another = KeyPair.Generate(KeyAlgorithm.Ec);
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", name)] = another.ToVaultText() },
            default
        );
        _bench.Settings.EnrollmentPolls = 0;

        var error = await Assert.ThrowsAsync<EnrolmentException>(_bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.KeyLost, error.Failure);
    }

    [Fact]
    public async Task A_vault_that_keeps_another_key_than_it_was_given_stops_the_request()
    {
        using var another = KeyPair.Generate(KeyAlgorithm.Ec);
        var lying = new FatefulVault(_bench.Vault)
        {
            Handling = (request, pass) =>
                request.Act is VaultAct.Write
                    ? _bench.Vault.WriteAsync(
                        request.Addresses.ToDictionary(address => address, _ => another.ToVaultText()),
                        default
                    )
                    : pass(),
        };
        using var process = _bench.Start(vault: lying);

        await Assert.ThrowsAsync<SecretVaultException>(() => process.EnrolAsync(_bench.Order));

        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    private void Answer(int status, string body) => AnswerTo("POST", "/certificates/enrollments", status, body, 1);

    private void AnswerTo(string method, string path, int status, string body, int? count = null) =>
        _sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, path, method, Count: count, Status: status, Body: body)
        );
}
