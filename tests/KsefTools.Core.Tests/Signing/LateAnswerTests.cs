using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Signing;

public sealed class LateAnswerTests : SigningTestBase
{
    [Fact]
    public async Task What_comes_too_late_is_written_again_and_the_new_one_serves()
    {
        var request = await IssueAsync();
        Bench.Sign(request);
        Clock.Advance(TimeSpan.FromMinutes(11));
        using var process = Bench.Start();

        var late = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Reissued, 0), (late.Outcome, process.Starts));
        Assert.Equal(SigningState.Waiting, late.Reissued!.State);
        Assert.Contains(late.Reissued.Path, late.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(request.Path), "The old one must not be signed.");
        var signed = Bench.Sign(late.Reissued);
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync(signed)).Outcome);
    }

    [Fact]
    public async Task What_nobody_has_signed_in_time_is_written_again_too()
    {
        await IssueAsync();
        Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task A_late_file_that_lies_there_still_is_written_again_once()
    {
        Bench.Sign(await IssueAsync());
        Clock.Advance(TimeSpan.FromMinutes(11));
        var successor = Assert.Single(await CompleteAsync()).Reissued!;

        var again = await CompleteAsync();

        Assert.Equal(
            [SigningOutcome.Late, SigningOutcome.Waiting],
            again.Select(result => result.Outcome).Order().Reverse()
        );
        Assert.Contains(
            successor.Path,
            again.Single(result => result.Outcome is SigningOutcome.Late).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task On_request_it_is_only_said()
    {
        Bench.Sign(await IssueAsync());
        Clock.Advance(TimeSpan.FromMinutes(11));
        using var process = Bench.Start(options: _ => new() { Reissues = false });

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Late, 2), (result.Outcome, Bench.Files.Count));
    }

    [Fact]
    public async Task A_session_that_an_earlier_signature_opened_is_not_taken_for_a_late_one_s()
    {
        var client = Bench.Client(1);
        await CompleteAsync(Bench.Sign(await IssueAsync(client)));
        var late = Bench.Sign(await IssueAsync(client));
        Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync(late)).Outcome);
    }

    [Fact]
    public async Task Nor_is_it_for_one_that_KSeF_could_not_read_in_time()
    {
        var client = Bench.Client(1);
        await CompleteAsync(Bench.Sign(await IssueAsync(client)));
        var file = Bench.Sign(await IssueAsync(client));
        Sandbox.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/xades-signature",
                "POST",
                Count: 1,
                Status: 400,
                Body: """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"Błąd"}]}}"""
            )
        );
        Assert.Equal(SigningOutcome.Rejected, Assert.Single(await CompleteAsync(file)).Outcome);
        Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync(file)).Outcome);
    }

    [Fact]
    public async Task Those_in_time_go_on_beside_those_too_late()
    {
        Bench.Sign(await IssueAsync(Bench.Client(1)));
        Clock.Advance(TimeSpan.FromMinutes(8));
        Bench.Sign(await IssueAsync(Bench.Client(2)));
        Clock.Advance(TimeSpan.FromMinutes(3));

        var results = await CompleteAsync();

        Assert.Equal(
            [SigningOutcome.SignedIn, SigningOutcome.Reissued],
            results.Select(result => result.Outcome).Order()
        );
    }

    [Fact]
    public async Task What_a_person_put_in_the_files_place_stays()
    {
        var request = await IssueAsync();
        var signed = Bench.Card.Sign(File.ReadAllBytes(request.Path));
        File.WriteAllBytes(request.Path, signed);
        Clock.Advance(TimeSpan.FromMinutes(11));

        await CompleteAsync();

        Assert.Equal(signed, File.ReadAllBytes(request.Path));
    }

    [Fact]
    public async Task A_clock_that_is_behind_is_set_right_by_KSeFs_refusal()
    {
        Bench.Sign(await IssueAsync());
        // KSeF counts ten minutes of its own; here, as if ours had counted five.
        Sandbox.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task An_answer_that_got_lost_on_its_way_back_is_asked_for_again()
    {
        Bench.Sign(await IssueAsync());
        using (var process = Bench.Start())
        {
            process.Network.LosesAnswerTo = "POST xades-signature";
            Assert.Equal(SigningOutcome.Failed, Assert.Single(await process.CompleteAsync()).Outcome);
        }

        Assert.Equal(SigningOutcome.Reissued, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task A_file_that_never_reached_KSeF_is_sent_again()
    {
        Bench.Sign(await IssueAsync());
        using (var process = Bench.Start())
        {
            process.Network.LosesRequest = "POST xades-signature";
            Assert.Equal(SigningOutcome.Failed, Assert.Single(await process.CompleteAsync()).Outcome);
        }

        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task One_that_was_signed_in_the_last_moment_is_too_late_at_the_deadline_itself()
    {
        var request = await IssueAsync();
        Bench.Sign(request);
        Clock.Advance(request.Deadline - Clock.GetUtcNow());
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Reissued, 0), (result.Outcome, process.Starts));
        Assert.Contains("Too late", result.Reason, StringComparison.Ordinal);
        Assert.Contains("(10 min)", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task A_session_that_was_kept_just_before_a_death_serves_however_late(int minutes)
    {
        Bench.Sign(await IssueAsync());
        // What is written once KSeF has given the session, and before anything but the session is kept.
        var written = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point.Contains("redeem", StringComparison.Ordinal))
                    written = Bench.ReadState();
            },
        };
        using (var first = Bench.Start(fate))
            Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await first.CompleteAsync()).Outcome);
        Bench.WriteState(written);
        Clock.Advance(TimeSpan.FromMinutes(minutes));

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal(SigningOutcome.SignedIn, result.Outcome);
        Assert.NotNull(result.SessionUntil);
        Assert.Equal(SigningOutcome.AlreadyAnswered, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task Where_KSeF_failed_after_it_took_the_signature_a_new_request_is_written()
    {
        Bench.Sign(await IssueAsync());
        const string Cancelled = """
            {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"QualifiedSeal",
             "authenticationMethodInfo":{"category":"XadesSignature","code":"xades.other","displayName":"XAdES"},
             "status":{"code":550,"description":"Przerwane","details":["Przetwarzanie zostało przerwane."]}}
            """;
        Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, "/auth/*-*-*", "GET", Count: 1, Status: 200, Body: Cancelled)
        );
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Reissued, 1), (result.Outcome, process.Starts));
        Assert.Contains("Przetwarzanie zostało przerwane", result.Reason, StringComparison.Ordinal);
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync(Bench.Sign(result.Reissued!))).Outcome);
    }

    [Fact]
    public async Task On_request_a_challenge_that_KSeF_no_longer_takes_is_only_said()
    {
        Bench.Sign(await IssueAsync());
        Sandbox.Clock.Advance(TimeSpan.FromMinutes(11));
        using var process = Bench.Start(options: _ => new() { Reissues = false });

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Late, 2), (result.Outcome, Bench.Files.Count));
        Assert.Contains("no longer accepts its challenge", result.Reason, StringComparison.Ordinal);
        Assert.Equal($"NIP {Bench.Base.Subject.Value}", result.SignedBy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_request_is_written_beside_the_old_one_or_where_that_folder_is_gone_beside_the_answer(
        bool isGone
    )
    {
        var request = await IssueAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(Bench.Base.Folder, "od szefa")).FullName;
        var file = Path.Combine(elsewhere, "podpis.xml");
        File.Move(Bench.Sign(request), file);
        if (isGone)
            Directory.Delete(Bench.Folder, recursive: true);
        Clock.Advance(TimeSpan.FromMinutes(11));

        var result = Assert.Single(await CompleteAsync(file));

        Assert.Equal(isGone ? elsewhere : Bench.Folder, Path.GetDirectoryName(result.Reissued!.Path));
    }
}
