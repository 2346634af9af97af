using System.Globalization;
using System.Text.Json;

namespace KsefTools.Bench.Office;

/// <summary>What several processes measured together.</summary>
internal sealed record ProcessesFigures
{
    private const double AllowedPerSecond = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Clients { get; init; }

    public required int Processes { get; init; }

    /// <summary>Whether they could not see each other.</summary>
    public required bool Blind { get; init; }

    /// <summary>Of all together.</summary>
    public required int Requests { get; init; }

    public required int TooManyRequests { get; init; }

    /// <summary>From the common start to the end of the last.</summary>
    public required double WallSeconds { get; init; }

    public required IReadOnlyList<double> EachSeconds { get; init; }

    /// <summary>
    /// The least time that the limits allow for the sign-ins of all: four requests a client and one key a process.
    /// </summary>
    public double BoundSeconds => Processes * ((4.0 * Clients) + 1) / AllowedPerSecond;

    internal void Print(TextWriter output)
    {
        Line("office", $"{Clients} clients, cold, limits shared");
        Line("processes", $"{Processes}, {(Blind ? "each by itself" : "of one machine")}");
        Line("requests", $"{Requests}, answered 429: {TooManyRequests}");
        Line("wall time", $"{WallSeconds:0.00} s; each {string.Join(", ", EachSeconds.Select(Seconds))} s");
        Line("bound", $"{BoundSeconds:0.00} s; wall / bound {WallSeconds / BoundSeconds:0.000}");

        void Line(string name, FormattableString value) =>
            output.WriteLine($"{name, -12} {value.ToString(CultureInfo.InvariantCulture)}");

        static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);
    }

    internal async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, Json, cancellationToken);
    }
}
