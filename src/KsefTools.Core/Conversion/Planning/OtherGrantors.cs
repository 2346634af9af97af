using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// Looks for another session of ours that may grant at a client: the client's own certificate, or another identity of
/// the office that was let in there. Costs a sign-in each, so it is asked only where nothing else leads to the goal.
/// </summary>
internal sealed class OtherGrantors(ConversionScene scene, KsefEnvironment environment)
{
    public async Task<Grantor?> FindAsync(ClientProfile profile, CancellationToken cancellationToken)
    {
        foreach (var (address, name) in Candidates(profile))
            if (
                await OpenAsync(address, ContextIdentifier.Of(profile.Nip), cancellationToken) is { } session
                && EffectivePermissions.Of(session.Claims) is { } rights
                && rights.Allows("CredentialsManage")
            )
                return new Grantor(session, IsOffice: false, name);
        return null;
    }

    private IEnumerable<(SecretAddress Address, string Name)> Candidates(ClientProfile profile)
    {
        foreach (var entry in profile.Access)
            if (entry is { Kind: CredentialKind.Certificate, Secret: { } secret })
                yield return (new SecretAddress(entry.Vault ?? scene.Office.Settings.Vault, secret), secret);
        foreach (var other in scene.Office.Settings.Identities)
            if (
                other.Secret is { } secret
                && !other.IsCalled(scene.Identity.Name)
                // A company is let in for invoices alone.
                && other.Kind is not "seal"
            )
                yield return (new SecretAddress(other.Vault ?? scene.Office.Settings.Vault, secret), other.Name);
    }

    private async Task<KsefSession?> OpenAsync(
        SecretAddress address,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await scene.Credentials.OpenAsync(environment, address, context, fresh: false, cancellationToken);
        }
        catch (Exception exception)
            when (exception is SignInException or KsefApiException or SecretVaultException or CredentialException)
        {
            // A help, not the question: whoever does not answer does not help.
            return null;
        }
    }
}
