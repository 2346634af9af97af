using System.Text;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Xades;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningCompletionTests : SigningTestBase
{
    [Fact]
    public async Task A_signed_file_becomes_a_session_that_later_processes_use()
    {
        var client = Bench.Client(1);
        Bench.Sign(await IssueAsync(client));

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.SignedIn, ""), (result.Outcome, result.Reason));
        Assert.Equal($"NIP {Bench.Base.Subject.Value}", result.SignedBy);
        Assert.Equal(client.Context.Value, result.Nip);
        using var later = Bench.Start();
        var session = await later.FindAsync(client);
        Assert.Equal((SignInKind.Live, 0), (session!.Kind, later.Starts));
        Assert.Equal(result.SessionUntil, session.EndsAt);
    }

    [Fact]
    public async Task Who_says_nothing_of_the_options_has_the_usual_ones()
    {
        var file = Bench.Sign(await IssueAsync());
        using var process = Bench.Start();
        var cache = await process.CacheAsync();
        using var sessions = process.Connect(cache);
        var completion = new SigningCompletion(Bench.Base.Office, Bench.Base.Vault, sessions, cache, Clock);
        var results = new List<KsefSigningResult>();

        await completion.RunAsync(completion.Read([file]), results.Add, TestContext.Current.CancellationToken);

        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(results).Outcome);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\u00b3\"?><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nonsense\"?><a/>")]
    [InlineData("<?xml version=\"1.0\"?><a b=\"&#xD800;\"/>")]
    public async Task A_file_that_no_parser_understands_is_refused_alone(string content)
    {
        var client = Bench.Client(1);
        var asked = await IssueAsync(client);
        var good = Path.Combine(Path.GetDirectoryName(asked.Path)!, "dobry.xml");
        var signed = Bench.Card.Sign(await File.ReadAllBytesAsync(asked.Path, TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(good, signed, TestContext.Current.CancellationToken);
        var bad = Path.Combine(Path.GetDirectoryName(good)!, "zly.xml");
        await File.WriteAllTextAsync(bad, content, TestContext.Current.CancellationToken);

        var results = await CompleteAsync([good, bad]);

        Assert.Equal(
            [SigningOutcome.SignedIn, SigningOutcome.Rejected],
            results.OrderBy(result => result.Outcome).Select(result => result.Outcome)
        );
    }

    [Fact]
    public async Task The_session_is_refreshed_until_it_ends_and_then_takes_a_new_signature()
    {
        var client = Bench.Client(1);
        Bench.Sign(await IssueAsync(client));
        await CompleteAsync();

        Clock.Advance(TimeSpan.FromDays(6));
        using var later = Bench.Start();
        Assert.Equal(SignInKind.Refreshed, (await later.FindAsync(client))!.Kind);

        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await later.FindAsync(client));
    }

    [Fact]
    public async Task Thirty_come_back_in_any_order_under_any_name_from_any_folder()
    {
        using var process = Bench.Start();
        var requests = await process.IssueAsync([.. Enumerable.Range(0, 30).Select(number => Bench.Client(number))]);
        string[] endings = [".xml", ".xades", ".sig"];
        var elsewhere = Directory.CreateDirectory(Path.Combine(Bench.Folder, "od szefa")).FullName;
        var files = requests
            .Reverse()
            .Select(
                (request, index) =>
                {
                    var file = Path.Combine(elsewhere, $"podpis ({index}){endings[index % 3]}");
                    File.WriteAllBytes(file, Bench.Card.Sign(File.ReadAllBytes(request.Path)));
                    return file;
                }
            )
            .ToArray();

        var results = await CompleteAsync(files);

        Assert.All(results, result => Assert.Equal((SigningOutcome.SignedIn, ""), (result.Outcome, result.Reason)));
        Assert.Equal(
            requests.Select(request => request.Nip).Order(StringComparer.Ordinal),
            results.Select(result => result.Nip).Order(StringComparer.Ordinal)
        );
        using var later = Bench.Start();
        foreach (var number in Enumerable.Range(0, 30))
            Assert.NotNull(await later.FindAsync(Bench.Client(number)));
    }

    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-sha256")]
    public async Task What_xmlsec1_signs_is_taken(string method)
    {
        var request = await IssueAsync();
        var asked = SignedRequestCheck.Peek(File.ReadAllBytes(request.Path))!;
        using var seal = Certificates.SelfSignedCertificates.Seal(
            Bench.Base.Subject.Value,
            "Biuro Sigma",
            method is "rsa-sha256" ? KeyAlgorithm.Rsa : KeyAlgorithm.Ec,
            Clock,
            TimeSpan.FromDays(100)
        );
        File.WriteAllBytes(request.Path, ForeignSignature.Enveloped(asked, seal, method));

        var result = Assert.Single(await CompleteAsync());

        Assert.True(result.Reason.Length == 0, result.Reason);
        Assert.Equal(SigningOutcome.SignedIn, result.Outcome);
    }

    [Fact]
    public async Task What_is_not_signed_yet_is_still_waiting()
    {
        var request = await IssueAsync();
        File.Copy(request.Path, Path.Combine(Bench.Folder, "kopia.xml"));
        Clock.Advance(TimeSpan.FromMinutes(4));
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.Waiting, 0), (result.Outcome, process.Starts));
        Assert.Contains("6 min left", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_answered_is_not_sent_again()
    {
        Bench.Sign(await IssueAsync());
        await CompleteAsync();
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.AlreadyAnswered, 0), (result.Outcome, process.Starts));
    }

    [Fact]
    public async Task What_another_process_answered_after_the_file_was_read_is_not_sent_again()
    {
        var file = Bench.Sign(await IssueAsync());
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync([file], () => CompleteAsync(file)));

        Assert.Equal((SigningOutcome.AlreadyAnswered, 0), (result.Outcome, process.Starts));
    }

    [Fact]
    public async Task Nothing_is_sent_while_another_process_signs_in_for_the_same_holder()
    {
        var order = Bench.Client(1);
        var file = Bench.Sign(await IssueAsync(order));
        using var process = Bench.Start();
        using (SubjectLock.OfCertificates(Bench.Base.Office, order.Environment.BaseAddress, $"signing {order.Holder}"))
        {
            var result = Assert.Single(await process.CompleteAsync(file));

            Assert.Equal((SigningOutcome.Failed, 0), (result.Outcome, process.Starts));
        }
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await process.CompleteAsync(file)).Outcome);
    }

    [Fact]
    public async Task A_file_that_is_too_large_for_a_request_is_not_read()
    {
        await IssueAsync();
        var file = Path.Combine(Bench.Folder, "film.xml");
        // Larger than an array can be, so that reading it would be told as an error of the disk.
        File.WriteAllText(file, "Podpisano z dnia");
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(3L << 30);

        var result = Assert.Single(await CompleteAsync(file));

        Assert.Equal(SigningOutcome.Rejected, result.Outcome);
        Assert.Contains("not an XML file", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_answers_one_is_sent_and_the_other_named()
    {
        var request = await IssueAsync();
        var first = Bench.Sign(request);
        var second = Path.Combine(Bench.Folder, "zzz.xades");
        File.WriteAllBytes(second, Bench.Card.Sign(File.ReadAllBytes(request.Path)));
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync());

        Assert.Equal((SigningOutcome.SignedIn, first, 1), (result.Outcome, result.Path, process.Starts));
        Assert.Contains("zzz.xades", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spoilt_answer_beside_a_good_one_does_no_harm()
    {
        var request = await IssueAsync();
        var good = Bench.Sign(request);
        File.WriteAllText(
            Path.Combine(Bench.Folder, "a.xml"),
            File.ReadAllText(good).Replace("<ContextIdentifier>", "<ContextIdentifier> ", StringComparison.Ordinal)
        );

        var result = Assert.Single(await CompleteAsync());

        Assert.Equal((SigningOutcome.SignedIn, good), (result.Outcome, result.Path));
    }

    public static TheoryData<string, Func<SigningBenchView, KsefSigningRequest, byte[]>, string> WrongFiles =>
        new()
        {
            { "changed", (bench, request) => bench.Changed(request), "something was changed after signing" },
            { "another client", (bench, request) => bench.ForAnother(request), "for another client" },
            { "another challenge", (bench, request) => bench.OtherChallenge(request), "answers no request" },
            { "bare", (bench, request) => bench.Bare(request), "bare XML signature" },
            { "twice", (bench, request) => bench.Twice(request), "more than one signature" },
            { "no XML", (_, _) => "Podpisano."u8.ToArray(), "not an XML file" },
            { "PDF", (_, _) => "%PDF-1.7"u8.ToArray(), "PAdES" },
            { "wide", (_, request) => Encoding.Unicode.GetBytes(File.ReadAllText(request.Path)), "not UTF-8" },
            { "another XML", (_, _) => "<Faktura/>"u8.ToArray(), "no sign-in request" },
        };

    [Theory]
    [MemberData(nameof(WrongFiles), DisableDiscoveryEnumeration = true)]
    public async Task What_was_signed_must_be_what_was_asked(
        string name,
        Func<SigningBenchView, KsefSigningRequest, byte[]> make,
        string sentence
    )
    {
        var request = await IssueAsync();
        var file = Path.Combine(Bench.Folder, $"{name}.xml");
        File.WriteAllBytes(file, make(new SigningBenchView(Bench.Card.Sign), request));
        using var process = Bench.Start();

        var result = Assert.Single(await process.CompleteAsync(file));

        Assert.Equal((SigningOutcome.Rejected, 0), (result.Outcome, process.Starts));
        Assert.Contains(sentence, result.Reason, StringComparison.Ordinal);
        Assert.Contains(file, result.Reason, StringComparison.Ordinal);
        // Nothing was spent: the right file still serves.
        Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await CompleteAsync(Bench.Sign(request))).Outcome);
    }

    [Fact]
    public async Task One_that_KSeF_refuses_does_not_stop_the_others_and_is_not_sent_again()
    {
        using var process = Bench.Start();
        foreach (var request in await process.IssueAsync(Bench.Client(1), Bench.Client(2, isGranted: false)))
            Bench.Sign(request);

        var results = await process.CompleteAsync();

        Assert.Equal(
            [SigningOutcome.SignedIn, SigningOutcome.Failed],
            results.OrderBy(result => result.Nip, StringComparer.Ordinal).Select(result => result.Outcome)
        );
        Assert.Contains(
            "415",
            results.Single(result => result.Outcome is SigningOutcome.Failed).Reason,
            StringComparison.Ordinal
        );
        using var later = Bench.Start();
        await later.CompleteAsync();
        Assert.Equal(0, later.Starts);
    }

    [Fact]
    public async Task Another_offices_request_is_said_to_be_unknown()
    {
        var request = await IssueAsync();
        var signed = Bench.Sign(request);
        Directory.Delete(Path.Combine(Bench.Base.OfficePath, ".state", "signing"), recursive: true);

        var result = Assert.Single(await CompleteAsync(signed));

        Assert.Equal(SigningOutcome.Rejected, result.Outcome);
        Assert.Contains("New-KsefSigningRequest", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_kept_outside_the_vault_is_secret()
    {
        var client = Bench.Client(1);
        Bench.Sign(await IssueAsync(client));
        await CompleteAsync();
        using var later = Bench.Start();
        var token = (await later.FindAsync(client))!.Token.Text.Reveal();

        var kept = Bench.StateText();

        Assert.Contains("signed in", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[^1], kept, StringComparison.Ordinal);
    }
}

/// <summary>Ways to sign something else than was asked.</summary>
public sealed class SigningBenchView(Func<byte[], bool, byte[]> sign)
{
    internal byte[] Changed(KsefSigningRequest request)
    {
        var text = Encoding.UTF8.GetString(sign(File.ReadAllBytes(request.Path), true));
        return Encoding.UTF8.GetBytes(
            text.Replace("</AuthTokenRequest>", "<!-- --> </AuthTokenRequest>", StringComparison.Ordinal)
        );
    }

    internal byte[] ForAnother(KsefSigningRequest request) => sign(Replace(request, request.Nip, "1111111111"), true);

    internal byte[] OtherChallenge(KsefSigningRequest request)
    {
        var challenge = SignedRequestCheck.Peek(File.ReadAllBytes(request.Path))!.Challenge;
        return sign(Replace(request, challenge, TestRequests.Challenge), true);
    }

    internal byte[] Bare(KsefSigningRequest request) => sign(File.ReadAllBytes(request.Path), false);

    internal byte[] Twice(KsefSigningRequest request) => sign(sign(File.ReadAllBytes(request.Path), true), true);

    private static byte[] Replace(KsefSigningRequest request, string what, string by) =>
        Encoding.UTF8.GetBytes(File.ReadAllText(request.Path).Replace(what, by, StringComparison.Ordinal));
}
