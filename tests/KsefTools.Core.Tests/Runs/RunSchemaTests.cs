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

    private static readonly Lazy<JsonSchema> Access = new(() =>
        JsonSchema.FromText(File.ReadAllText(Find("docs/schemas/audit-access-1.json")))
    );

    private static readonly Lazy<JsonSchema> Schema = new(() =>
    {
        SchemaRegistry.Global.Register(Access.Value);
        return JsonSchema.FromText(File.ReadAllText(Find("docs/schemas/audit-results-1.json")));
    });

    [Fact]
    public async Task What_a_run_writes_is_what_the_schema_says()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();

        Assert.Empty(Problems(await ReadAsync(summary)));
    }

    [Fact]
    public async Task Who_has_access_is_written_as_its_schema_says_in_the_folder_and_in_the_report()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync(new RunOptions { Access = true });
        var source = Core.Reports.ReportSource.Read(bench.Office, summary.RunId, bench.Demo.Host.Clock);

        Assert.Empty(Problems(await ReadAsync(summary, RunFolder.AccessFile), Access.Value));
        Assert.Empty(Problems(JsonNode.Parse(RunStore.ToJson(source.Run))!.AsObject()));
        Assert.NotNull(source.Run.Access);
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
        var text =
            File.ReadAllText(Find("docs/schemas/audit-results-1.json"))
            + File.ReadAllText(Find("docs/schemas/audit-access-1.json"));
        var words = Enum.GetNames<AuditArea>()
            .Concat(Enum.GetNames<AuditOutcome>())
            .Concat(Enum.GetNames<AuditActor>())
            .Concat(Enum.GetNames<CredentialStatus>())
            .Concat(Enum.GetNames<FindingSeverity>())
            .Concat(Enum.GetNames<AccessKind>())
            .Concat(Enum.GetNames<AccessSight>());
        Assert.All(words, word => Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_of_a_run_has_its_row_in_the_page_on_findings()
    {
        var page = File.ReadAllText(Find("docs/findings.md"));
        Assert.All(RunFindings.Codes, code => Assert.Contains($"\n| `{code}` | ", page, StringComparison.Ordinal));
    }

    private static async Task<JsonObject> ReadAsync(KsefAudit summary, string file = RunFolder.ResultsFile) =>
        JsonNode
            .Parse(
                await File.ReadAllTextAsync(Path.Combine(summary.Path!, file), TestContext.Current.CancellationToken)
            )!
            .AsObject();

    private static IEnumerable<string> Problems(JsonObject results, JsonSchema? schema = null)
    {
        var evaluated = (schema ?? Schema.Value).Evaluate(JsonSerializer.SerializeToElement(results), Strict);
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
