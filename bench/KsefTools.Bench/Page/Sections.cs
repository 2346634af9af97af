using System.Globalization;
using KsefTools.Bench.Conversion;
using KsefTools.Bench.Office;
using KsefTools.Bench.Shell;

namespace KsefTools.Bench.Page;

/// <summary>The parts of the page, in the order in which they are measured.</summary>
internal static class Sections
{
    private const string Largest = "1000";

    private static readonly string[] Sizes = ["60", "200", Largest];

    internal static IReadOnlyList<Section> All { get; } =
    [
        new("machine", Machine.DescribeAsync),
        new("shell", ShellAsync),
        new("jobs", JobsAsync),
        new("office", OfficeAsync),
        new("processes", ProcessesAsync),
        new("unlimited", UnlimitedAsync),
        new("convert", ConvertAsync),
        new("micro", MicroAsync),
    ];

    private static async Task<string> ShellAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var all = new List<ShellFigures>();
        foreach (var size in Sizes)
            all.Add(await bench.FiguresAsync<ShellFigures>(cancellationToken, "shell", "--clients", size));
        var table = new Markdown([
            "",
            .. all.Select(each => string.Create(CultureInfo.InvariantCulture, $">{each.Clients} clients")),
        ]);
        Row("import, s", each => $"{each.Import.Seconds:0.0}");
        Row("the vault alone, written and read back, s", each => $"{each.Import.Bound:0.0}");
        Row("of that, written, s", each => $"{each.VaultWrites:0.0}");
        Row("import / vault", each => $"**{each.Import.Ratio:0.00}**");
        Row("cold audit, s", each => $"{each.Cold.Seconds:0.0}");
        Row("cold / bound", each => $"**{each.Cold.Ratio:0.000}**");
        Row("refreshed audit, s", each => $"{each.Refreshed.Seconds:0.0}");
        Row("refreshed / bound", each => $"**{each.Refreshed.Ratio:0.000}**");
        Row("live audit, s", each => $"{each.Live:0.0}");
        Row("429s", each => $"{each.TooManyRequests}");
        Row("Import-Module, ms", each => $"{each.ImportModule * 1000:0}");
        Row("first command, ms", each => $"{each.FirstCommand * 1000:0}");
        Row("first completion, ms", each => $"{each.FirstCompletionMs:0}");
        Row("completion after it, ms", each => $"{each.CompletionMs:0}");
        Row("peak memory, MiB", each => $"{each.PeakMiB:0}");
        return $"{all[0].Modules}.\n\n{table}";

        void Row(string name, Func<ShellFigures, FormattableString> cell) =>
            table.Row([$"{name}", .. all.Select(cell)]);
    }

    private static async Task<string> JobsAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var table = new Markdown(
            "job",
            ">clients",
            "limits",
            ">requests a client",
            ">wall s",
            ">bound s",
            ">wall / bound",
            ">429s",
            ">peak MiB"
        );
        foreach (var job in Enum.GetValues<ShellJob>())
        foreach (var (size, limits) in ((string, string[])[])[("60", []), (Largest, []), (Largest, ["--unlimited"])])
        {
            var of = await bench.FiguresAsync<JobFigures>(
                cancellationToken,
                ["shell", "--job", $"{job}", "--clients", size, .. limits]
            );
            var isBound = limits.Length == 0;
            table.Row(
                $"{of.Job}",
                $"{of.Clients}",
                $"{of.Limits}",
                $"{of.RequestsPerClient:0.0}",
                $"{of.Time.Seconds:0.0}",
                $"{(isBound ? of.Time.Bound : null):0.0}",
                $"{(isBound ? of.Time.Ratio : null):0.000}",
                $"{of.TooManyRequests}",
                $"{of.PeakMiB:0}"
            );
        }

        return table.ToString();
    }

    private static async Task<string> OfficeAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var table = new Markdown(
            ">clients",
            "mode",
            "limits",
            ">requests",
            ">wall s",
            ">bound s",
            ">wall / bound",
            ">429s",
            ">CPU ms a client",
            ">peak MiB"
        );
        foreach (var limits in (string[])["shared", "per-endpoint"])
        foreach (var mode in (string[])["cold", "refreshed", "live"])
        foreach (var size in limits is "shared" && mode is not "live" ? Sizes : [Largest])
        {
            var of = await OfficeAsync(bench, size, mode, limits, cancellationToken);
            table.Row(
                $"{of.Clients}",
                $"{of.Mode}",
                $"{of.Limits}",
                $"{of.Requests}",
                $"{of.WallSeconds:0.00}",
                $"{Bound(of):0.00}",
                $"{Ratio(of):0.000}",
                $"{of.TooManyRequests}",
                $"{of.CpuMsPerClient:0.0}",
                $"{of.PeakMiB:0}"
            );
        }

        return table.ToString();

        static double? Bound(OfficeFigures of) => of.BoundSeconds > 0 ? of.BoundSeconds : null;
        static double? Ratio(OfficeFigures of) => of.WallSeconds / Bound(of);
    }

    private static async Task<string> UnlimitedAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var table = new Markdown("mode", ">requests", ">audit s", ">bare loop s", ">throughput / bare");
        foreach (var mode in (string[])["cold", "refreshed", "live"])
        {
            var of = await OfficeAsync(bench, Largest, mode, "off", cancellationToken);
            table.Row(
                $"{of.Mode}",
                $"{of.Requests}",
                $"{of.WallSeconds:0.000}",
                $"{of.BareSeconds:0.000}",
                $"{of.BareSeconds / of.WallSeconds:0.00}"
            );
        }

        return table.ToString();
    }

    private static Task<OfficeFigures> OfficeAsync(
        BenchProcess bench,
        string clients,
        string mode,
        string limits,
        CancellationToken cancellationToken
    ) =>
        bench.FiguresAsync<OfficeFigures>(
            cancellationToken,
            "office",
            "--clients",
            clients,
            "--mode",
            mode,
            "--limits",
            limits
        );

    private static async Task<string> ProcessesAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var table = new Markdown("two audits at once", ">requests", ">wall s", ">bound s", ">wall / bound", ">429s");
        foreach (
            var (name, options) in ((string, string[])[])
                [("of one machine", []), ("that cannot see each other", ["--blind"])]
        )
        {
            var of = await bench.FiguresAsync<ProcessesFigures>(
                cancellationToken,
                ["office", "--clients", Largest, "--processes", "2", .. options]
            );
            table.Row(
                $"{name}",
                $"{of.Requests}",
                $"{of.WallSeconds:0.0}",
                $"{of.BoundSeconds:0.0}",
                $"{of.WallSeconds / of.BoundSeconds:0.000}",
                $"{of.TooManyRequests}"
            );
        }

        return table.ToString();
    }

    private static async Task<string> ConvertAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var table = new Markdown(
            ">clients",
            "route",
            "tokens",
            ">requests",
            ">wall s",
            ">bound s",
            ">wall / bound",
            ">429s",
            ">CPU ms a client",
            ">peak MiB"
        );
        string[][] runs =
        [
            ["200", "granted"],
            [Largest, "granted"],
            [Largest, "by-token", "--revoke"],
        ];
        foreach (var run in runs)
        {
            var of = await bench.FiguresAsync<ConversionFigures>(
                cancellationToken,
                ["convert", "--clients", run[0], "--route", .. run[1..]]
            );
            table.Row(
                $"{of.Clients}",
                $"{of.Route}",
                $"{(of.Revoked ? "revoked" : "kept")}",
                $"{of.Requests}",
                $"{of.WallSeconds:0.0}",
                $"{of.BoundSeconds:0.0}",
                $"{of.WallSeconds / of.BoundSeconds:0.000}",
                $"{of.TooManyRequests}",
                $"{of.CpuMsPerClient:0.0}",
                $"{of.PeakMiB:0}"
            );
        }

        return table.ToString();
    }

    // BenchmarkDotNet writes its tables as Markdown by itself.
    private static async Task<string> MicroAsync(BenchProcess bench, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ksef-bench-micro-");
        try
        {
            await bench.RunAsync(
                cancellationToken,
                "micro",
                "--filter",
                "*",
                "--job",
                "short",
                "--inProcess",
                "--artifacts",
                folder.FullName
            );
            var tables = folder
                .EnumerateFiles("*-report-github.md", SearchOption.AllDirectories)
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => File.ReadAllLines(file.FullName).Where(line => line.StartsWith('|')));
            return string.Join("\n\n", tables.Select(lines => string.Join('\n', lines)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
