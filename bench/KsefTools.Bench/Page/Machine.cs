using System.Diagnostics;
using System.Runtime.InteropServices;
using KsefTools.Testing;

namespace KsefTools.Bench.Page;

/// <summary>Where and when the figures were taken.</summary>
internal static class Machine
{
    internal static async Task<string> DescribeAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        _ = bench;
        var commit = await GitAsync("rev-parse --short HEAD", cancellationToken);
        var changed = await GitAsync("status --porcelain --untracked-files=no", cancellationToken);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return FormattableString.Invariant(
            $"""
            Taken on {DateTime.UtcNow:yyyy-MM-dd} at commit {commit}{(changed.Length > 0
                ? ", with changes"
                : "")}: {Environment.ProcessorCount} cores ({Processor()}), {memory:0} GiB,
            {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load average before the
            first measurement: {Load()}. Other machines have other times: take the ratios.
            """
        );
    }

    private static string Processor() =>
        Lines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1]
            .Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "not known here";

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private static async Task<string> GitAsync(string arguments, CancellationToken cancellationToken)
    {
        var end = await ChildProcess.RunAsync(new ProcessStartInfo("git", arguments), cancellationToken);
        return end.Output.Trim();
    }
}
