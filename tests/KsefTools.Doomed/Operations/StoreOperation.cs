using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tokens;

namespace KsefTools.Doomed.Operations;

/// <summary>Stores the token in the work's folder for its client, over the one that the client has.</summary>
internal sealed class StoreOperation : IDoomedOperation
{
    public string Name => "store";

    /// <summary>Stores; the result is the secret's name.</summary>
    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        if (!TokenText.TryParse(await File.ReadAllTextAsync(office.Folder.SheetPath, cancellationToken), out var token))
            throw new InvalidDataException("There is no token to store.");
        var client = token.Taxpayer!.Value;
        var present = office.Office.Profiles.Read(client)!.Profile!.Access.SingleOrDefault()?.Secret;
        var keeper = new TokenKeeper(office.Office, office.Vault, SecretHomes.ByName, office.Clock, office.Fate);
        var (secret, _) = await keeper.StoreAsync(new TokenToKeep(client, token, present), cancellationToken);
        return secret.Name;
    }
}
