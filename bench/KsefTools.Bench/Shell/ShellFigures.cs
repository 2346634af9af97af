using System.Globalization;

namespace KsefTools.Bench.Shell;

/// <summary>What was measured in PowerShell. Times in seconds, unless the name says otherwise.</summary>
internal sealed record ShellFigures
{
    public required int Clients { get; init; }

    /// <summary>PowerShell and the modules that keep the secrets.</summary>
    public required string Modules { get; init; }

    public required string Vault { get; init; }

    public required BoundTime Cold { get; init; }

    public required BoundTime Refreshed { get; init; }

    /// <summary>An audit whose sessions all live.</summary>
    public required double Live { get; init; }

    /// <summary>
    /// The import, beside the time that the vault alone takes to write as many secrets and to read each back, which an
    /// import promises.
    /// </summary>
    public required BoundTime Import { get; init; }

    /// <summary>Of the vault's time, what writing takes.</summary>
    public required double VaultWrites { get; init; }

    /// <summary>Import-Module, where SecretManagement is imported already.</summary>
    public required double ImportModule { get; init; }

    /// <summary>The first command of a process: all profiles are read.</summary>
    public required double FirstCommand { get; init; }

    /// <summary>Completion of a NIP: the first of a process, and one after it.</summary>
    public required double FirstCompletionMs { get; init; }

    public required double CompletionMs { get; init; }

    public required double PeakMiB { get; init; }

    public required long TooManyRequests { get; init; }

    internal void Print(TextWriter output)
    {
        Line("office", $"{Clients} clients, {Vault}, {Modules}");
        Line("import", $"{Import.Seconds:0.0} s; the vault alone {Import.Bound:0.0} s; ratio {Import.Ratio:0.00}");
        Line("vault's writes", $"{VaultWrites:0.0} s");
        Line("cold", $"{Cold.Seconds:0.0} s; bound {Cold.Bound:0.0} s; ratio {Cold.Ratio:0.000}");
        Line("refreshed", $"{Refreshed.Seconds:0.0} s; bound {Refreshed.Bound:0.0} s; ratio {Refreshed.Ratio:0.000}");
        Line("live", $"{Live:0.00} s");
        Line("429", $"{TooManyRequests}");
        Line("Import-Module", $"{ImportModule * 1000:0} ms");
        Line("first command", $"{FirstCommand * 1000:0} ms");
        Line("completion", $"{FirstCompletionMs:0} ms, then {CompletionMs:0} ms");
        Line("peak memory", $"{PeakMiB:0} MiB");

        void Line(string name, FormattableString value) =>
            output.WriteLine($"{name, -14} {value.ToString(CultureInfo.InvariantCulture)}");
    }
}
