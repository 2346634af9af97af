using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Secrets;

namespace KsefTools.Doomed.Operations;

/// <summary>Moves the secret that the work's folder names (client, vault and secret, a line each).</summary>
internal sealed class MoveOperation : IDoomedOperation
{
    public string Name => "move";

    /// <summary>Moves; the result is how many former secrets stay.</summary>
    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(office.Folder.SheetPath, cancellationToken);
        var move = new SecretMove(office.Office, office.Vault, office.Clock, office.Fate);
        var kept = await move.MoveAsync(
            new SecretAddress("KsefVault", lines[1]),
            "OtherVault",
            Nip.Parse(lines[0]).Value,
            cancellationToken
        );
        return $"{kept.Count}";
    }
}
