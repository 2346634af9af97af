using System.Reflection;
using System.Text.RegularExpressions;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Import;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Faults;

/// <summary>
/// What is wrong with one item (a client, a file, a line, an answer) is that one's result, and the others go on.
/// </summary>
public sealed class OneItemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-one-item-");

    private static readonly string ManyJwtHeads = string.Concat(Enumerable.Repeat("eyJ", 60_000));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_item_whose_work_fails_as_nobody_foresaw_gets_its_result_and_the_others_theirs()
    {
        var results = new List<string>();
        await foreach (
            var result in ResultStream.RunAsync(
                _ => Enumerable.Range(1, 9).ToAsyncEnumerable(),
                throttleLimit: 3,
                (item, _) => item == 5 ? throw new InvalidCastException() : Task.FromResult($"{item}"),
                (item, fault) => $"{item} {fault.GetType().Name}",
                TestContext.Current.CancellationToken
            )
        )
            results.Add(result);

        Assert.Equal(9, results.Count);
        Assert.Contains("5 InvalidCastException", results);
    }

    [Fact]
    public async Task An_item_whose_own_wait_timed_out_does_not_end_the_others()
    {
        var results = new List<string>();
        await foreach (
            var result in ResultStream.RunAsync(
                _ => Enumerable.Range(1, 3).ToAsyncEnumerable(),
                throttleLimit: 1,
                (item, _) => item == 1 ? throw new TaskCanceledException() : Task.FromResult("fine"),
                (_, _) => "late",
                TestContext.Current.CancellationToken
            )
        )
            results.Add(result);

        Assert.Equal(["late", "fine", "fine"], results);
    }

    [Fact]
    public async Task Ctrl_C_is_no_items_fault()
    {
        using var stop = new CancellationTokenSource();
        var run = ResultStream.RunAsync(
            _ => Enumerable.Range(1, 3).ToAsyncEnumerable(),
            throttleLimit: 1,
            async (_, cancel) =>
            {
                await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                return "done";
            },
            (_, _) => "broken",
            stop.Token
        );
        var results = new List<string>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in run)
                results.Add(result);
        });

        Assert.Empty(results);
    }

    [Fact]
    public void An_export_of_endless_depth_is_refused() =>
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(Deep("<a>", "</a>", "tokens.xml")));

    [Fact]
    public void A_signed_file_of_endless_depth_is_refused()
    {
        var path = Deep(
            "<Object>",
            "</Object>",
            "signed.xml",
            "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">"
        );

        Assert.Throws<SignedRequestException>(() => SignedRequestCheck.Read(File.ReadAllBytes(path)));
    }

    private string Deep(string open, string close, string name, string root = "<root>")
    {
        const int Depth = 60_000;
        var path = Path.Join(_folder.Path, name);
        var end = root.StartsWith("<S", StringComparison.Ordinal) ? "</Signature>" : "</root>";
        using var text = new StreamWriter(path);
        text.Write(root);
        for (var level = 0; level < Depth; level++)
            text.Write(open);
        for (var level = 0; level < Depth; level++)
            text.Write(close);
        text.Write(end);
        return path;
    }

    [Fact]
    public void Every_pattern_of_the_engine_takes_time_in_proportion_to_its_text()
    {
        var patterns = typeof(ResultStream)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(method => method.ReturnType == typeof(Regex) && method.GetParameters().Length == 0)
            .ToList();

        Assert.NotEmpty(patterns);
        Assert.All(
            patterns,
            method =>
                Assert.True(
                    ((Regex)method.Invoke(null, null)!).Options.HasFlag(RegexOptions.NonBacktracking),
                    $"{method.DeclaringType}.{method.Name}"
                )
        );
    }

    [Fact]
    public void A_text_of_endless_beginnings_of_a_secret_is_judged_at_once()
    {
        Assert.False(SecretShape.IsTokenIn(ManyJwtHeads));
        Assert.Equal("***", SecretShape.Blot(ManyJwtHeads));
    }

    [Theory]
    [InlineData("", 47, false)]
    [InlineData("", 48, true)]
    [InlineData("Ab/+9", 39, false)]
    [InlineData("Ab/+9", 40, true)]
    [InlineData("ABCDEFG0+/", 60, false)]
    [InlineData("abcdefg0+/", 60, false)]
    [InlineData("abcdXYZ+/", 60, false)]
    public void A_run_is_a_secret_by_its_length_and_mixture(string letters, int length, bool isSecret)
    {
        var of = letters.Length == 0 ? "0123456789abcdef" : letters;
        var run = string.Concat(Enumerable.Range(0, length).Select(index => of[index % of.Length]));

        Assert.Equal(isSecret, SecretShape.IsIn($"- {run} -"));
    }

    [Theory]
    [InlineData("a|b|tail!", "a|b|***")]
    [InlineData("a|0123456789abcdefgh rest", "a|*** rest")]
    [InlineData("see eyJhbGciOi.eyJzdWIi.c2ln now", "see *** now")]
    [InlineData(
        "20260301-EC-0123456789-0123456789-01 is no secret",
        "20260301-EC-0123456789-0123456789-01 is no secret"
    )]
    public void What_may_be_a_secret_is_blotted_out_of_text_of_others(string said, string shown) =>
        Assert.Equal(shown, SecretShape.Blot(said));

    [Fact]
    public void A_profile_of_endless_beginnings_of_a_secret_reads_and_costs_the_others_nothing()
    {
        var text = $"nip: \"5260001246\"\nname: Klient\ncontact: {ManyJwtHeads}\n";

        Assert.NotNull(ProfileReader.Read("client.yaml", text));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"at\":5,\"step\":\"started\"}")]
    [InlineData("{\"at\":\"2026-01-01T00:00:00Z\",\"step\":\"\\ud800\"}")]
    [InlineData("{\"at\":\"2026-01-01T00:00:00Z\",\"step\":\"a\",\"step\":\"b\"}")]
    public void A_line_of_the_journal_that_is_none_of_ours_is_left_out(string line) =>
        Assert.Null(JournalEntry.TryParse(line));

    [Theory]
    [InlineData("{\"exception\":{\"exceptionDetailList\":[{\"exceptionDescription\":\"\\ud800\"}]}}")]
    [InlineData("{\"traceId\":\"\\udc00\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[")]
    public void An_error_with_half_a_character_is_still_an_error_of_one_client(string body) =>
        Assert.NotNull(ErrorReader.Read(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void An_error_that_is_no_UTF8_is_still_an_error_of_one_client() =>
        Assert.NotNull(ErrorReader.Read("{\"traceId\":\"\u00ff\"}"u8.ToArray().Append((byte)0xff).ToArray()));
}
