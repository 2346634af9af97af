using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Import;
using KsefTools.Core.Journal;

namespace KsefTools.Core.Tests.Import;

/// <summary>What the preview says: how sure a row is, what a newer file changes, what the office has ended.</summary>
public sealed class ImportCertaintyTests : IDisposable
{
    private static readonly string A = ImportBench.Client(1).Value;
    private static readonly string B = ImportBench.Client(2).Value;
    private static readonly string Token = ImportBench.Token(1);
    private static readonly string Nameless = ImportBench.Token(1, context: null);

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_token_that_names_its_client_is_sure_and_needs_no_reason() =>
        Assert.Equal((ImportCertainty.Sure, null), await CertaintyAsync($"NIP;Token\n{A};{Token}\n"));

    [Fact]
    public async Task A_token_that_names_nobody_is_likely_where_its_row_has_one_NIP()
    {
        var (certainty, reason) = await CertaintyAsync($"NIP;Token\n{A};{Nameless}\n");
        Assert.Equal(ImportCertainty.Likely, certainty);
        Assert.Contains("names nobody", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_names_nobody_is_unclear_where_the_NIP_stands_somewhere_in_an_entry()
    {
        var (certainty, reason) = await CertaintyAsync($"name,url,username,password,note\nAlfa,,{A},{Nameless},\n");
        Assert.Equal(ImportCertainty.Unclear, certainty);
        Assert.Contains("Test-KsefToken", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_two_clients_have_is_unclear()
    {
        var plan = await _bench.PlanAsync($"NIP;Token\n{A};{Nameless}\n{B};{Nameless}\n");
        Assert.All(plan.Rows, row => Assert.Equal(ImportCertainty.Unclear, row.Certainty));
    }

    [Fact]
    public async Task A_refused_row_says_so_in_a_word_for_scripts()
    {
        var row = Assert.Single((await _bench.PlanAsync($"NIP;Token\n{B};{Token}\n")).Rows).ToResult(_bench.Office);
        Assert.Equal((ImportCertainty.Refused, "OtherContext"), (row.Certainty, row.Refusal));
    }

    [Theory]
    [InlineData(true, ImportOutcome.Replaced)]
    [InlineData(false, ImportOutcome.Refused)]
    public async Task A_newer_file_says_old_and_new_of_each_client(bool replace, ImportOutcome outcome)
    {
        await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};Alfa;{Token}\n");
        var newer = Token.Replace("EC-0000000001", "EC-0000000009", StringComparison.Ordinal);

        var plan = await _bench.PlanAsync(
            $"NIP;Nazwa;Token\n{A};Alfa Nowa;{newer}\n",
            new ImportOptions { Replace = replace }
        );

        var result = Assert.Single(plan.Rows).ToResult(_bench.Office);
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal([$"token: {Token[..36]} → {newer[..36]}", "name: Alfa → Alfa Nowa"], result.Changes);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var sheet = $"NIP;Nazwa;Token\n{A};Alfa;{Token}\n";
        await _bench.ImportAsync(sheet);
        Assert.Empty(Assert.Single((await _bench.PlanAsync(sheet)).Rows).ToResult(_bench.Office).Changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_this_office_revoked_is_not_offered_again(bool force)
    {
        Revoke(Token[..36]);

        var plan = await _bench.PlanAsync($"NIP;Token\n{A};{Token}\n", new ImportOptions { Replace = force });

        var row = Assert.Single(plan.Rows);
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.RevokedHere), (row.Outcome, row.Refusal));
        Assert.Contains("2026", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_does_not_push_out_the_one_that_took_its_place()
    {
        Revoke(Token[..36]);
        var newer = Token.Replace("EC-0000000001", "EC-0000000009", StringComparison.Ordinal);

        var plan = await _bench.PlanAsync($"NIP;Token\n{A};{Token}\n{A};{newer}\n");

        Assert.Equal([ImportOutcome.Refused, ImportOutcome.Imported], plan.Rows.Select(row => row.Outcome));
    }

    [Fact]
    public async Task A_token_in_whose_place_a_certificate_serves_is_not_offered_again()
    {
        _bench.WriteClient(
            $"nip: \"{A}\"\nname: A\naccess:\n  - kind: certificate\n    secret: c\n  - kind: token\n    secret: t\n"
                + $"    reference: {Token[..36]}\n    retiredOn: 2026-11-01\n",
            $"{A}.yaml"
        );

        var row = Assert.Single((await _bench.PlanAsync($"NIP;Token\n{A};{Token}\n")).Rows);

        Assert.Equal(ImportRefusal.RetiredHere, row.Refusal);
        Assert.Contains("Restore-KsefToken", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_not_kept_for_tokens_that_the_office_has_ended()
    {
        Revoke(Token[..36]);
        var results = await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n{B};{ImportBench.Token(2)}\n");
        Assert.DoesNotContain("Keep", Importer.ClosingAdvice("tokens.csv", results), StringComparison.Ordinal);
    }

    private async Task<(ImportCertainty, string?)> CertaintyAsync(string text)
    {
        var plan = await _bench.PlanAsync(text);
        var result = Assert.Single(plan.Rows).ToResult(_bench.Office);
        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        return (result.Certainty, result.Reason);
    }

    private void Revoke(string reference)
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Ending,
            A,
            progress: null,
            ("nip", A),
            ("reference", reference)
        );
        record.Write(ConversionStep.Revoked, ("reference", reference));
        record.Finish();
    }
}
