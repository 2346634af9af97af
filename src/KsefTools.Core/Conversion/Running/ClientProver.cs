using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Signs in again with the certificate at the client and looks whether it may do what is required. Just after a grant
/// it waits, because KSeF names no time within which one has effect.
/// </summary>
internal sealed class ClientProver(ConversionScene scene, KsefEnvironment environment, ClientPlan plan)
{
    /// <summary>Tries until it holds or the wait is over.</summary>
    /// <param name="justGranted">Whether a grant was made that may not have effect yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">
    /// KSeF did not answer the sign-in; says nothing about the certificate.
    /// </exception>
    public async Task<RightsAtClient> ProveAsync(bool justGranted, CancellationToken cancellationToken)
    {
        if (!justGranted)
            return await TryAsync(plan.SignedIn, cancellationToken);
        var waits = scene.Pauses();
        while (true)
        {
            var attempt = await TryAsync(signedIn: null, cancellationToken);
            if (attempt.Holds || !await waits.TryNextAsync(cancellationToken))
                return attempt;
        }
    }

    private async Task<RightsAtClient> TryAsync(KsefSession? signedIn, CancellationToken cancellationToken)
    {
        try
        {
            var session = signedIn ?? await OpenAsync(fresh: true, cancellationToken);
            var proof = await RightsProof.OfAsync(session, plan.Facts.Required, cancellationToken);
            return new RightsAtClient(proof, proof.Holds ? null : ConversionSentences.ProofWithout(proof.Missing));
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return new RightsAtClient(null, ConversionSentences.ProofRefused(refusal.Message));
        }
        catch (PermissionException refusal)
        {
            // Observed: a session that was let in, and may do nothing (docs/ksef.md, Tokens).
            return new RightsAtClient(null, ConversionSentences.ProofRefused(refusal.Message));
        }
    }

    /// <summary>Opens the certificate's session at the client.</summary>
    /// <param name="fresh">Signs in again whatever sessions are remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">KSeF refused the certificate.</exception>
    public Task<KsefSession> OpenAsync(bool fresh, CancellationToken cancellationToken)
    {
        var context = ContextIdentifier.Of(plan.Profile.Nip);
        if (plan.Route is ConversionRoute.OwnCertificate)
        {
            var own = ProfileSwitch.AddressOf(scene.Office, ClientPlanner.OwnCertificate(plan.Profile)!)!.Value;
            return scene.Credentials.OpenAsync(environment, own, context, fresh, cancellationToken);
        }
        return scene.Sessions.OpenAsync(environment, context, scene.Identity.Material, fresh, cancellationToken);
    }
}
