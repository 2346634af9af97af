using System.Globalization;

namespace KsefTools.Bench.Faults;

/// <summary>A row of the table: what a job came to while answers went wrong, and afterwards.</summary>
internal sealed record FaultFigures
{
    internal const string Head =
        "| job | fault | share | clients in | results out | done | not known | failed | seconds | done afterwards |\n"
        + "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    public required string Job { get; init; }

    public required FaultCase Fault { get; init; }

    public required int Clients { get; init; }

    /// <summary>Results, and the clients that they are about: as many as there are clients where all is well.</summary>
    public required int Results { get; init; }

    public required int Told { get; init; }

    /// <summary>Came out as working, or moved.</summary>
    public required int Done { get; init; }

    /// <summary>Unknown, or told to wait: the next run goes on.</summary>
    public required int Unknown { get; init; }

    /// <summary>
    /// Judged to be broken, or given up. Every credential works here, so a fault has been taken for its word.
    /// </summary>
    public required int Failed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Done by a run after the fault was taken back.</summary>
    public int Afterwards { get; init; }

    /// <summary>Whether each client has its one result, none is condemned, and a later run completes all.</summary>
    internal bool IsWhole => Results == Clients && Told == Clients && Failed == 0 && Afterwards == Clients;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {Job} | {Fault} | {Fault.Share:0 %} | {Clients} | {Results} | {Done} | {Unknown} | {Failed} | "
                + $"{Seconds:0.0} | {Afterwards} |"
        );
}
