using System.Globalization;

namespace KsefTools.Bench.Conversion;

/// <summary>
/// What was measured. Times in seconds; the client's process alone in CPU and memory, not the sandbox's.
/// </summary>
internal sealed record ConversionFigures
{
    public required int Clients { get; init; }

    public string Route { get; init; } = "";

    public required bool Revoked { get; init; }

    public required int Requests { get; init; }

    public required int TooManyRequests { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>The sign-in requests that it cannot do without, at 60 a second.</summary>
    public required double BoundSeconds { get; init; }

    public required double CpuMsPerClient { get; init; }

    public required double PeakMiB { get; init; }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            office       {Clients} clients, {Route}{(Revoked ? ", tokens revoked" : "")}
            requests     {Requests}, answered 429: {TooManyRequests}
            wall time    {WallSeconds:0.00} s
            bound        {BoundSeconds:0.00} s; wall / bound {WallSeconds / BoundSeconds:0.000}
            CPU          {CpuMsPerClient:0.00} ms a client
            peak memory  {PeakMiB:0} MiB
            """
        );
}
