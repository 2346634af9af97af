using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Signing.Answers;
using KsefTools.Core.Tests.Certificates.Enrolment;

namespace KsefTools.Core.Tests.Signing.Answers;

public sealed class SigningFailureTests : SigningTestBase
{
    [Fact]
    public async Task What_nobody_foresaw_is_told_by_its_type_alone_and_the_next_run_goes_on()
    {
        Bench.Sign(await IssueAsync());
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'sending'")
                    throw new InvalidOperationException("hasło");
            },
        };
        using (var process = Bench.Start(fate))
        {
            var failed = Assert.Single(await process.CompleteAsync());

            Assert.Equal(SigningOutcome.Failed, failed.Outcome);
            Assert.Contains("InvalidOperationException", failed.Reason, StringComparison.Ordinal);
            Assert.Contains("Run again", failed.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("hasło", failed.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public void What_is_foreseen_is_told_in_its_own_words()
    {
        Exception[] foreseen =
        [
            new KsefApiException(ApiErrorKind.Validation, "GET /", "why"),
            new SignInException(SignInFailure.Other, status: null, "why"),
            new EnrolmentException(EnrolmentFailure.Refused, "why"),
            new OfficeFolderException(OfficeFolderFailure.NotAccessible, "folder", "why"),
            new SecretVaultException(SecretVaultFailure.Other, vault: null, "why"),
            new IOException("why"),
            new UnauthorizedAccessException("why"),
        ];

        Assert.All(foreseen, error => Assert.Equal("why", Failures.Reason(error)));
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_begun_nothing_is_sent()
    {
        var file = Bench.Sign(await IssueAsync(Bench.Client(1)));
        var journal = Path.Combine(Bench.Base.OfficePath, ".state", "journal");
        File.WriteAllText(journal, "");
        using (var process = Bench.Start())
        {
            var failed = Assert.Single(await process.CompleteAsync());

            Assert.Equal((SigningOutcome.Failed, file, 0), (failed.Outcome, failed.Path, process.Starts));
            Assert.Contains(journal, failed.Reason, StringComparison.Ordinal);
            Assert.Equal($"NIP {Bench.Base.Subject.Value}", failed.SignedBy);
        }
        File.Delete(journal);

        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync()).Outcome);
    }

    [Fact]
    public async Task What_was_read_is_sent_although_its_record_is_deleted_meanwhile()
    {
        var file = Bench.Sign(await IssueAsync());
        using var process = Bench.Start();

        var result = Assert.Single(
            await process.CompleteAsync(
                [file],
                () =>
                {
                    Directory.Delete(Bench.RecordsPath, recursive: true);
                    return Task.CompletedTask;
                }
            )
        );

        Assert.Equal((SigningOutcome.SignedIn, 1), (result.Outcome, process.Starts));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_sends_nothing()
    {
        var file = Bench.Sign(await IssueAsync());
        using var source = new CancellationTokenSource();
        using var process = new SigningProcess(Bench, new()) { Cancel = source.Token };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            process.CompleteAsync([file], () => source.CancelAsync())
        );

        Assert.Equal(0, process.Starts);
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync()).Outcome);
    }
}
