using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Demo;

/// <summary>Writes every verdict as JSON.</summary>
public static class ResultFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Replaces the file, which its owner alone can read: it names an office's clients.</summary>
    public static async Task WriteAsync(
        string path,
        IReadOnlyList<KsefTokenTestResult> results,
        CancellationToken cancellationToken
    )
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(
            file,
            results.OrderBy(result => result.Nip, StringComparer.Ordinal).Select(ToItem),
            Format,
            cancellationToken
        );
    }

    private static Item ToItem(KsefTokenTestResult result) =>
        new(
            result.Nip,
            result.Name,
            result.Environment,
            result.Kind,
            result.Status,
            [.. result.Findings.Select(finding => new ItemFinding(finding.Code, finding.Severity))],
            result.Permissions,
            result.Reference,
            result.CreatedOn,
            result.LastUsedOn,
            result.EndsOn
        );

    private sealed record ItemFinding(FindingCode Code, FindingSeverity Severity);

    private sealed record Item(
        string Nip,
        string Name,
        string Environment,
        CredentialKind Kind,
        CredentialStatus Status,
        IReadOnlyList<ItemFinding> Findings,
        IReadOnlyList<string> Permissions,
        string? Reference,
        DateTimeOffset? CreatedOn,
        DateTimeOffset? LastUsedOn,
        DateOnly? EndsOn
    );
}
