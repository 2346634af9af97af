using System.Collections.Concurrent;
using KsefTools.Core.Journal;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Signing.Answers;

/// <summary>What the office's journal tells of answers: each step, and that nothing is left to do.</summary>
public sealed class SigningJournalTests : SigningTestBase
{
    private const string Refusal =
        """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"Błąd"}]}}""";

    [Fact]
    public async Task A_sign_in_is_told_from_its_file_to_its_session()
    {
        var request = await IssueAsync();
        var file = Bench.Sign(request);

        await CompleteAsync(file);

        var record = Assert.Single(Bench.Journal);
        Assert.Equal(["started", "sending", "signed in", "finished"], Steps(record));
        Assert.Equal(
            (file, "Session", SignedRequestCheck.Peek(File.ReadAllBytes(file))!.Challenge),
            (record.Start["file"], record.Start["purpose"], record.Start["challenge"])
        );
        Assert.Equal(Bench.SealOrder.ToString(), record.Subject);
        Assert.NotNull(record.Entries[2]["reference"]);
    }

    [Fact]
    public async Task A_certificate_is_told_by_its_number()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));

        var result = Assert.Single(await CompleteAsync());

        var record = Assert.Single(Bench.Journal);
        Assert.Equal(["started", "sending", "signed in", "enrolled", "finished"], Steps(record));
        Assert.Equal("Enrolment", record.Start["purpose"]);
        Assert.Equal(result.Certificate!.SerialNumber, record.Entries[3]["serial"]);
    }

    [Fact]
    public async Task A_new_request_is_told_by_its_file()
    {
        Bench.Sign(await IssueAsync());
        Clock.Advance(TimeSpan.FromMinutes(11));

        var result = Assert.Single(await CompleteAsync());

        var record = Assert.Single(Bench.Journal);
        Assert.Equal(["started", "reissued", "finished"], Steps(record));
        Assert.Equal(result.Reissued!.Path, record.Entries[1]["file"]);
    }

    [Fact]
    public async Task A_refusal_by_KSeF_leaves_nothing_to_do()
    {
        Bench.Sign(await IssueAsync(Bench.Client(1, isGranted: false)));

        await CompleteAsync();

        Assert.Equal(["started", "sending", "refused", "finished"], Steps(Assert.Single(Bench.Journal)));
    }

    [Fact]
    public async Task So_does_a_file_that_KSeF_could_not_read()
    {
        Bench.Sign(await IssueAsync());
        Fail("/auth/xades-signature", "POST", status: 400);

        await CompleteAsync();

        Assert.Equal(["started", "sending", "refused", "finished"], Steps(Assert.Single(Bench.Journal)));
    }

    [Fact]
    public async Task So_does_a_failure_on_the_way_for_the_next_run_begins_a_record_of_its_own()
    {
        Bench.Sign(await IssueAsync());
        Fail("/auth/xades-signature", "POST", status: 500);

        Assert.Equal(SigningOutcome.Failed, Assert.Single(await CompleteAsync()).Outcome);

        Assert.Equal(["started", "sending", "finished"], Steps(Assert.Single(Bench.Journal)));
    }

    [Fact]
    public async Task So_does_a_failure_of_the_enrolment()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        Fail("/certificates/enrollments/data", "GET", status: 500);

        Assert.Equal(SigningOutcome.Failed, Assert.Single(await CompleteAsync()).Outcome);

        Assert.Equal(["started", "sending", "signed in", "finished"], Steps(Assert.Single(Bench.Journal)));
    }

    [Fact]
    public async Task A_record_is_let_go_of_at_the_end()
    {
        Bench.Sign(await IssueAsync());

        await CompleteAsync();

        Assert.False(JournalFile.IsHeld(Assert.Single(Bench.Journal).Path));
    }

    [Fact]
    public async Task After_Ctrl_C_before_the_enrolment_the_record_is_let_go_of_and_the_next_run_goes_on()
    {
        Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));
        using var source = new CancellationTokenSource();
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'signed in'")
                    source.Cancel();
            },
        };
        using (var process = new SigningProcess(Bench, fate) { Cancel = source.Token })
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.CompleteAsync());

        Assert.False(JournalFile.IsHeld(Assert.Single(Bench.Journal).Path));
        Assert.Empty(Bench.Base.Issued);
        Assert.Equal(SigningOutcome.Enrolled, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Theory]
    [InlineData(false, SigningOutcome.SignedIn)]
    [InlineData(true, SigningOutcome.Enrolled)]
    public async Task A_full_disk_at_the_last_line_costs_a_warning_and_no_result(
        bool isEnrolment,
        SigningOutcome outcome
    )
    {
        Bench.Sign(await IssueAsync(isEnrolment ? Bench.EnrolmentOrder : Bench.SealOrder));
        var warnings = new ConcurrentQueue<string>();
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'finished'")
                    throw new IOException("No space left on device");
            },
        };
        using (var process = Bench.Start(fate, _ => new() { Warn = warnings.Enqueue }))
            Assert.Equal(outcome, Assert.Single(await process.CompleteAsync()).Outcome);

        // The enrolment has a record of its own.
        Assert.Equal(isEnrolment ? 2 : 1, warnings.Count);
        Assert.All(
            warnings,
            warning =>
            {
                Assert.StartsWith("identity seal: ", warning, StringComparison.Ordinal);
                Assert.Contains("No space left on device", warning, StringComparison.Ordinal);
            }
        );
        Assert.Equal(SigningOutcome.AlreadyAnswered, Assert.Single(await CompleteAsync()).Outcome);
    }

    private void Fail(string path, string method, int status) =>
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.Answer, path, method, Count: 1, Status: status, Body: Refusal));

    private static IEnumerable<string> Steps(RecordedOperation record) => record.Entries.Select(entry => entry.Step);
}
