using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;

namespace KsefTools.Doomed.Operations;

/// <summary>Imports the folder of certificate files in the work's folder.</summary>
internal sealed class FolderImportOperation : IDoomedOperation
{
    public string Name => "import-folder";

    /// <summary>Imports; the result is the outcomes, parted by spaces, or that the vault failed.</summary>
    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var plan = await CertificatePlan.MakeAsync(
            office.Office,
            office.Vault,
            CertificateFolderReader.Read(
                [office.Folder.CertificatesPath],
                new KeyPasswords([], []),
                progress: null,
                cancellationToken
            ),
            new ImportOptions(),
            office.Clock,
            cancellationToken
        );
        List<ImportOutcome> outcomes = [];
        await foreach (
            var result in new Importer(office.Office, office.Vault, office.Clock).RunAsync(plan, cancellationToken)
        )
            outcomes.Add(result.Outcome);
        return outcomes.Contains(ImportOutcome.Failed) ? DoomedOrder.VaultFailed : string.Join(' ', outcomes);
    }
}
