using KsefTools.Core.Import;
using KsefTools.Core.Office;

namespace KsefTools.Doomed.Operations;

/// <summary>Imports the spreadsheet in the work's folder.</summary>
internal sealed class ImportOperation : IDoomedOperation
{
    /// <summary>What is said where another import was running all the time.</summary>
    public const string Busy = "Busy";

    public string Name => "import";

    /// <summary>Imports; the result is the rows' outcomes, parted by spaces.</summary>
    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var sheet = SpreadsheetReader.Read(office.Folder.SheetPath);
        var plan = await ImportPlan.MakeAsync(
            office.Office,
            office.Vault,
            sheet,
            new ImportOptions(),
            cancellationToken
        );
        office.Fate.Report("planned");
        List<ImportOutcome> outcomes = [];
        try
        {
            await foreach (
                var result in new Importer(office.Office, office.Vault, office.Clock).RunAsync(plan, cancellationToken)
            )
                outcomes.Add(result.Outcome);
        }
        catch (OfficeFolderException refusal) when (refusal.Failure is OfficeFolderFailure.Busy)
        {
            return Busy;
        }
        return string.Join(' ', outcomes);
    }
}
