using System.Globalization;

namespace KsefTools.Bench.Shell;

/// <summary>What one command over all clients took in PowerShell.</summary>
internal sealed record JobFigures
{
    public required string Job { get; init; }

    /// <summary>Within KSeF's published limits, or without any.</summary>
    public required string Limits { get; init; }

    public required int Clients { get; init; }

    /// <summary>PowerShell and the modules that keep the secrets.</summary>
    public required string Modules { get; init; }

    public required string Vault { get; init; }

    public required long Requests { get; init; }

    /// <summary>Those of them that count against the limit of 60 a second.</summary>
    public required long Logins { get; init; }

    /// <summary>The command's seconds, beside those that its sign-in requests take at KSeF's rate.</summary>
    public required BoundTime Time { get; init; }

    public required long TooManyRequests { get; init; }

    /// <summary>How many results of each outcome there were.</summary>
    public required string Results { get; init; }

    public required int Errors { get; init; }

    public required double PeakMiB { get; init; }

    public double RequestsPerClient => (double)Requests / Clients;

    internal void Print(TextWriter output)
    {
        Line("job", $"{Job}, {Clients} clients, {Limits}, {Vault}, {Modules}");
        Line("requests", $"{Requests}, {RequestsPerClient:0.0} a client; {Logins} of them to sign in");
        Line("time", $"{Time.Seconds:0.0} s; bound {Time.Bound:0.0} s; ratio {Time.Ratio:0.000}");
        Line("429", $"{TooManyRequests}");
        Line("results", $"{Results}; {Errors} errors");
        Line("peak memory", $"{PeakMiB:0} MiB");

        void Line(string name, FormattableString value) =>
            output.WriteLine($"{name, -14} {value.ToString(CultureInfo.InvariantCulture)}");
    }
}
