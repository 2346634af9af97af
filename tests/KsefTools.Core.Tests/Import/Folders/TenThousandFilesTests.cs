using KsefTools.Core.Import;
using KsefTools.Core.Keys;

namespace KsefTools.Core.Tests.Import.Folders;

public sealed class TenThousandFilesTests
{
    [Fact]
    public async Task Each_of_ten_thousand_files_has_a_row()
    {
        using var bench = new FolderBench();
        using var seal = FolderBench.Seal(FolderBench.Client(1));
        var certificate = KeyMaterialExport.ToCertificatePem(seal);
        for (var number = 0; number < 10_000; number++)
            File.WriteAllBytes(bench.PathOf($"{number % 100}/{number}.crt"), certificate);

        var results = await bench.ImportAsync();

        Assert.Equal(10_000, results.Count(result => result.Refusal is nameof(ImportRefusal.KeyMissing)));
        Assert.InRange(ImportSummary.Refusals(bench.Root, results)!.Length, 1, 1_000);
    }
}
