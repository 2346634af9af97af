using System.Text.Json.Nodes;

namespace KsefTools.Core.Reports.Data;

/// <summary>One client of a report.</summary>
internal sealed record ReportClient
{
    public string? Nip { get; init; }

    public required string Name { get; init; }

    public string? Environment { get; init; }

    public required int Status { get; init; }

    /// <summary>Code, severity, sentence, command, actor of each.</summary>
    public required IReadOnlyList<JsonArray> Findings { get; init; }

    public required IReadOnlyList<ReportCredential> Credentials { get; init; }

    /// <summary>What the client has let the office do.</summary>
    public required IReadOnlyList<string> Granted { get; init; }

    /// <summary>A letter for each run of the past: h, w, u, c, or - where the client was not in it.</summary>
    public string? Past { get; init; }
}
