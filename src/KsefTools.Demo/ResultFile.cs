using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KsefTools.Core;

namespace KsefTools.Demo;

/// <summary>Writes every verdict as JSON, each with what the client's conversion came to.</summary>
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
        IReadOnlyList<KsefConversion> conversions,
        CancellationToken cancellationToken
    )
    {
        var byNip = conversions.ToDictionary(conversion => conversion.Nip, StringComparer.Ordinal);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(
            file,
            results
                .OrderBy(result => result.Nip, StringComparer.Ordinal)
                .Select(result => ToItem(result, byNip.GetValueOrDefault(result.Nip))),
            Format,
            cancellationToken
        );
    }

    private static Item ToItem(KsefTokenTestResult result, KsefConversion? conversion) =>
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
            result.EndsOn.ToDay(),
            conversion is null
                ? null
                : new ItemConversion(
                    conversion.Route,
                    conversion.Outcome,
                    conversion.RequiredPermissions,
                    conversion.Surplus,
                    conversion.Lost,
                    conversion.Reason
                )
        );

    private sealed record ItemFinding(FindingCode Code, FindingSeverity Severity);

    private sealed record ItemConversion(
        ConversionRoute Route,
        ConversionOutcome Outcome,
        IReadOnlyList<string> Required,
        IReadOnlyList<string> Surplus,
        IReadOnlyList<string> Lost,
        string? Reason
    );

    private sealed record Item(
        string Nip,
        string Name,
        string Environment,
        CredentialKind? Kind,
        CredentialStatus Status,
        IReadOnlyList<ItemFinding> Findings,
        IReadOnlyList<string> Permissions,
        string? Reference,
        DateTimeOffset? CreatedOn,
        DateTimeOffset? LastUsedOn,
        DateOnly? EndsOn,
        ItemConversion? Conversion
    );
}
