using System.Text;
using BenchmarkDotNet.Attributes;
using KsefTools.Bench.Office;
using KsefTools.Core.Import;

namespace KsefTools.Bench.Micro;

/// <summary>Reading a spreadsheet as an office kept it: Polish columns, semicolons, NIPs with dashes.</summary>
[MemoryDiagnoser]
public class SpreadsheetBenchmarks
{
    private string _path = string.Empty;

    [Params(1000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("ksef-bench-").FullName, "tokens.csv");
        var text = new StringBuilder("Nazwa klienta;NIP;Token KSeF\n");
        foreach (var nip in Nips.Take(Rows).Select(nip => nip.Value))
            text.Append("Zakład Usługowy ")
                .Append(nip)
                .Append(';')
                .Append(nip[..3])
                .Append('-')
                .Append(nip[3..])
                .Append(";20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-")
                .Append(nip)
                .Append('|')
                .Append('0', 64)
                .Append('\n');
        File.WriteAllText(_path, text.ToString());
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Benchmark]
    public Spreadsheet Read_a_spreadsheet() => SpreadsheetReader.Read(_path);
}
