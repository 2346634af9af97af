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
}
