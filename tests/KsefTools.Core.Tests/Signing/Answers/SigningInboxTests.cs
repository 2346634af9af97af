using System.Text;

namespace KsefTools.Core.Tests.Signing.Answers;

public sealed class SigningInboxTests : SigningTestBase
{
    private const int LargestFile = 1024 * 1024;

    [Fact]
    public async Task What_would_be_done_is_said_for_a_person_who_decides()
    {
        var session = Bench.Sign(await IssueAsync(Bench.Client(1)));
        var certificate = Bench.Sign(await IssueAsync(Bench.EnrolmentOrder));

        var answers = await ReadAsync(session, certificate);

        Assert.All(answers, answer => Assert.Null(answer.Verdict));
        Assert.StartsWith("Sign in (client ", answers[0].Action, StringComparison.Ordinal);
        Assert.StartsWith(
            "Sign in and get a KSeF certificate (identity seal",
            answers[1].Action,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task From_the_deadline_on_a_new_request_is_what_would_be_done()
    {
        var request = await IssueAsync();
        var file = Bench.Sign(request);
        Clock.Advance(request.Deadline - Clock.GetUtcNow());

        var answer = Assert.Single(await ReadAsync(file));

        Assert.Null(answer.Verdict);
        Assert.StartsWith("Write a new request", answer.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_have_been_sent_is_looked_for_first_however_late()
    {
        var file = Bench.Sign(await IssueAsync());
        using (var process = Bench.Start())
        {
            process.Network.LosesAnswerTo = "POST xades-signature";
            await process.CompleteAsync(file);
        }
        Clock.Advance(TimeSpan.FromMinutes(11));

        using var sparing = Bench.Start(options: _ => new() { Reissues = false });
        var answer = Assert.Single(await sparing.ReadAsync(file));

        Assert.Null(answer.Verdict);
        Assert.StartsWith("Sign in (", answer.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_or_is_late_without_a_new_one_needs_nobodys_consent()
    {
        var request = await IssueAsync();
        using var process = Bench.Start(options: _ => new() { Reissues = false });

        var waiting = Assert.Single(await process.ReadAsync(request.Path));
        Clock.Advance(TimeSpan.FromMinutes(11));
        var late = Assert.Single(await process.ReadAsync(request.Path));

        Assert.Equal((SigningOutcome.Waiting, ""), (waiting.Verdict!.Outcome, waiting.Action));
        Assert.Equal((SigningOutcome.Late, ""), (late.Verdict!.Outcome, late.Action));
        Assert.Contains("Too late", late.Verdict.Reason, StringComparison.Ordinal);
        Assert.Null(late.Verdict.SignedBy);
    }

    [Fact]
    public async Task The_most_urgent_is_first_and_what_answers_nothing_last()
    {
        var first = Bench.Sign(await IssueAsync(Bench.Client(1)));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var second = Bench.Sign(await IssueAsync(Bench.Client(2)));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var third = Bench.Sign(await IssueAsync(Bench.Client(3)));
        var stranger = Write("a.xml", "<Faktura/>"u8);

        var answers = await ReadAsync(stranger, second, third, first);

        Assert.Equal([first, second, third, stranger], answers.Select(answer => answer.Path));
    }

    [Fact]
    public async Task A_files_name_is_shown_without_what_a_terminal_obeys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        await IssueAsync();

        var answer = Assert.Single(await ReadAsync(Write("a\u001b]0;x\u0007\nDone.xml", "<Faktura/>"u8)));

        Assert.True(PlainText.IsHarmless(answer.Verdict!.Reason!), answer.Verdict.Reason);
    }

    [Fact]
    public async Task A_file_that_is_given_twice_is_one_answer()
    {
        var file = Bench.Sign(await IssueAsync());

        var result = Assert.Single(await CompleteAsync(file, file));

        Assert.Equal((SigningOutcome.SignedIn, ""), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task While_there_is_time_an_unsigned_file_waits_although_another_may_have_been_sent()
    {
        var request = await IssueAsync();
        var file = Bench.Sign(request);
        using (var process = Bench.Start())
        {
            process.Network.LosesRequest = "POST xades-signature";
            await process.CompleteAsync(file);
        }

        var result = Assert.Single(await CompleteAsync(request.Path));

        Assert.Equal(SigningOutcome.Waiting, result.Outcome);
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync(file)).Outcome);
    }

    [Fact]
    public async Task A_spoilt_answer_beside_the_unsigned_file_is_the_one_that_is_told()
    {
        var request = await IssueAsync();
        var spoilt = Write(
            "zzz.xml",
            Encoding.UTF8.GetBytes(
                File.ReadAllText(Bench.Sign(request))
                    .Replace("</AuthTokenRequest>", " </AuthTokenRequest>", StringComparison.Ordinal)
            )
        );

        var result = Assert.Single(await CompleteAsync(request.Path, spoilt));

        Assert.Equal((SigningOutcome.Rejected, spoilt), (result.Outcome, result.Path));
        Assert.Equal((SigningPurpose.Session, "identity seal"), (result.Purpose, result.Holder));
    }

    [Fact]
    public async Task What_KSeF_refused_is_told_again_with_its_reason()
    {
        var file = Bench.Sign(await IssueAsync(Bench.Client(1, isGranted: false)));
        await CompleteAsync(file);

        var answer = Assert.Single(await ReadAsync(file));

        Assert.Equal(SigningOutcome.Failed, answer.Verdict!.Outcome);
        Assert.Contains("refused this signature before", answer.Verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("415", answer.Verdict.Reason, StringComparison.Ordinal);
        Assert.Equal($"NIP {Bench.Base.Subject.Value}", answer.Verdict.SignedBy);
    }

    [Theory]
    [InlineData("gone.xml", "cannot be read")]
    [InlineData("a\0b.xml", "ArgumentException")]
    public async Task A_file_that_cannot_be_read_is_told_alone(string name, string sentence)
    {
        var good = Bench.Sign(await IssueAsync());
        var bad = Path.Combine(Bench.Folder, name);

        var answers = await ReadAsync(bad, good);

        Assert.Equal([good, bad], answers.Select(answer => answer.Path));
        Assert.Equal(SigningOutcome.Rejected, answers[1].Verdict!.Outcome);
        Assert.Contains(sentence, answers[1].Verdict!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("umowa.xml", "%PDF-1.7 and more", "PAdES")]
    [InlineData("podpis.asice", "Podpisano z dnia", "container")]
    [InlineData("podpis.p7s", "Podpisano z dnia", "CAdES")]
    public async Task A_large_file_is_told_by_how_it_begins_or_by_its_name(string name, string head, string sentence)
    {
        await IssueAsync();
        var file = Write(name, Encoding.UTF8.GetBytes(head));
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(2 * LargestFile);

        var result = Assert.Single(await CompleteAsync(file));

        Assert.Equal(SigningOutcome.Rejected, result.Outcome);
        Assert.Contains(sentence, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_XML_is_told_by_its_name()
    {
        await IssueAsync();
        var file = Write("podpis.p7m", "Podpisano."u8);

        var result = Assert.Single(await CompleteAsync(file));

        Assert.Equal(SigningOutcome.Rejected, result.Outcome);
        Assert.Contains("CAdES", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_as_large_as_may_be_is_read()
    {
        var signed = File.ReadAllBytes(Bench.Sign(await IssueAsync()));
        var padding = Enumerable.Repeat((byte)' ', LargestFile - signed.Length);
        var file = Write("largest.xml", [.. signed, .. padding]);

        var answer = Assert.Single(await ReadAsync(file));

        Assert.Null(answer.Verdict?.Reason);
    }

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Bench.Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
