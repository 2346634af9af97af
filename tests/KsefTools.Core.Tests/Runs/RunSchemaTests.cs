using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Tests.Runs;

/// <summary>results.json against the schema that the documentation has.</summary>
public sealed class RunSchemaTests
{
    private static readonly EvaluationOptions Strict = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    private static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromText(File.ReadAllText(Find("docs/schemas/audit-results-1.json")))
    );

    [Fact]
    public async Task What_a_run_writes_is_what_the_schema_says()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();

        Assert.Empty(Problems(await ReadAsync(summary)));
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("outcome", "\"Fine\"")]
    [InlineData("startedAt", "\"yesterday\"")]
    [InlineData("secret", "\"x\"")]
    public async Task What_is_not_of_the_schema_is_found(string field, string value)
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();
        var results = await ReadAsync(summary);

        results[field] = JsonNode.Parse(value);

        Assert.NotEmpty(Problems(results));
    }

    [Fact]
    public void Every_word_of_the_enumerations_stands_in_the_schema()
    {
        var text = File.ReadAllText(Find("docs/schemas/audit-results-1.json"));
        var words = Enum.GetNames<AuditArea>()
            .Concat(Enum.GetNames<AuditOutcome>())
            .Concat(Enum.GetNames<AuditActor>())
            .Concat(Enum.GetNames<CredentialStatus>())
            .Concat(Enum.GetNames<FindingSeverity>());
        Assert.All(words, word => Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_of_a_run_has_its_row_in_the_page_on_findings()
    {
        var page = File.ReadAllText(Find("docs/findings.md"));
        Assert.All(RunFindings.Codes, code => Assert.Contains($"\n| `{code}` | ", page, StringComparison.Ordinal));
    }

    private static async Task<JsonObject> ReadAsync(KsefAudit summary) =>
        JsonNode
            .Parse(
                await File.ReadAllTextAsync(
                    Path.Combine(summary.Path!, RunFolder.ResultsFile),
                    TestContext.Current.CancellationToken
                )
            )!
            .AsObject();

    private static IEnumerable<string> Problems(JsonObject results)
    {
        var evaluated = Schema.Value.Evaluate(JsonSerializer.SerializeToElement(results), Strict);
        return evaluated.IsValid
            ? []
            : (evaluated.Details ?? [])
                .Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
    }

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "KsefTools.sln")))
            folder = folder.Parent;
        return Path.Join(folder!.FullName, path);
    }
}
