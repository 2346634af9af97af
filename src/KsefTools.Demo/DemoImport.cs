using KsefTools.Core.Import;

namespace KsefTools.Demo;

/// <summary>Brings the office's spreadsheet into profiles and vault, with the importer that the cmdlets use.</summary>
public static class DemoImport
{
    /// <summary>One result for each row.</summary>
    public static async Task<IReadOnlyList<KsefImportResult>> RunAsync(
        DemoOffice office,
        CancellationToken cancellationToken
    )
    {
        var plan = await ImportPlan.MakeAsync(
            office.Folder,
            office.Vault,
            SpreadsheetReader.Read(office.Spreadsheet),
            new ImportOptions(),
            cancellationToken
        );
        var results = new List<KsefImportResult>();
        await foreach (
            var result in new Importer(office.Folder, office.Vault, office.Host.Clock).RunAsync(plan, cancellationToken)
        )
            results.Add(result);
        return results;
    }
}
