using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Bench.Office;

/// <summary>
/// What was measured. Times in seconds; the client's process alone in CPU and memory, not the sandbox's.
/// </summary>
internal sealed record OfficeFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Clients { get; init; }

    public required string Mode { get; init; }

    public required string Limits { get; init; }

    /// <summary>Requests that one audit sent.</summary>
    public required int Requests { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>
    /// The least time that the limits allow: requests needed divided by the rate allowed; 0 where none binds.
    /// </summary>
    public required double BoundSeconds { get; init; }

    public required int TooManyRequests { get; init; }

    public required double CpuMsPerClient { get; init; }

    public required double PeakMiB { get; init; }

    /// <summary>Time of a bare HttpClient loop for the same requests; null with limits on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BareSeconds { get; init; }

    internal void Print(TextWriter output)
    {
        Line("office", $"{Clients} clients, {Mode}, limits {Limits}");
        Line("requests", $"{Requests}, answered 429: {TooManyRequests}");
        Line("wall time", $"{WallSeconds:0.00} s");
        if (BoundSeconds > 0)
            Line("bound", $"{BoundSeconds:0.00} s; wall / bound {WallSeconds / BoundSeconds:0.000}");
        if (BareSeconds is { } bare)
            Line("bare loop", $"{bare:0.00} s; throughput / bare {bare / WallSeconds:0.00}");
        Line("CPU", $"{CpuMsPerClient:0.00} ms a client");
        Line("peak memory", $"{PeakMiB:0} MiB");

        void Line(string name, FormattableString value) =>
            output.WriteLine($"{name, -12} {value.ToString(CultureInfo.InvariantCulture)}");
    }

    internal async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, Json, cancellationToken);
    }
}
