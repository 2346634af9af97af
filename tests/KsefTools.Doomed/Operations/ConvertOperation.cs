using KsefTools.Core.Conversion;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Doomed.Operations;

/// <summary>Moves all clients of the office from their tokens to its seal.</summary>
/// <param name="revokesToken">Whether it revokes the tokens, too, as soon as the seal is proven.</param>
internal sealed class ConvertOperation(bool revokesToken) : IDoomedOperation
{
    public string Name => revokesToken ? "convert-and-revoke" : "convert";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var conversion = new TokenConversion(office.Office, office.Vault, office.Sessions, office.Clock);
        var options = new ConversionOptions
        {
            RevokeToken = revokesToken,
            ThrottleLimit = 1,
            Steps = office.Fate,
        };
        List<string> outcomes = [];
        await foreach (var result in conversion.RunAsync(Credentials(office.Office), options, cancellationToken))
            outcomes.Add($"{result.Outcome}{(result.TokenRevoked ? "AndRevoked" : "")}");
        return string.Join(' ', outcomes);
    }

    private static IEnumerable<KsefCredential> Credentials(OfficeFolder office) =>
        office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .SelectMany(profile => profile.ToCredentialsInUse(office));
}
