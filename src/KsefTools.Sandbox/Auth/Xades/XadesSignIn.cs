using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;
using KsefTools.Sandbox.State.Subjects;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>
/// Decides a sign-in whose signature is right: what the certificate is worth, and what its holder may do.
/// </summary>
internal sealed class XadesSignIn(SandboxEnvironment environment)
{
    public SignInVerdict Judge(SignerIdentity signer, ContextIdentifier context, bool verifyChain)
    {
        if (JudgeCertificate(signer, verifyChain) is { } refused)
            return refused;
        if (environment.World.IsDeceased(signer.Subject))
            return SignInVerdicts.Deceased;
        if (environment.World.IsBlocked(context))
            return SignInVerdicts.Blocked;
        if (context.Type == ContextIdentifierType.PeppolId)
            Register(signer, context);
        return environment.World.RightsOf(signer.Subject, context).Count > 0
            ? SignInVerdicts.Success
            : SignInVerdicts.NoPermissions;
    }

    // The changelog of 2.0.0 RC5: a provider is registered by its first sign-in.
    private void Register(SignerIdentity signer, ContextIdentifier context) =>
        environment.World.PeppolProviders.Register(
            new PeppolProvider(
                context.Value,
                signer.Details.First(NameAttribute.OrganizationName) ?? context.Value,
                environment.Clock.GetUtcNow()
            )
        );

    private SignInVerdict? JudgeCertificate(SignerIdentity signer, bool verifyChain)
    {
        var now = environment.Clock.GetUtcNow();
        if (signer.Issued is { } issued)
            return JudgeIssued(issued, now);
        if (now < signer.ValidFrom || now > signer.ValidTo)
            return SignInVerdicts.CertificateNotValid;
        if (!verifyChain && environment.Settings.SelfSignedCertificates)
            return null;
        return signer.Qualified is { } qualified ? JudgeQualified(qualified, now) : SignInVerdicts.CertificateUntrusted;
    }

    // The contract has the status asked (OCSP, CRL) together with the chain: where the one is not looked at, the other
    // is not either.
    private static SignInVerdict? JudgeQualified(CertificateRecord qualified, DateTimeOffset now) =>
        qualified.StatusAt(now) switch
        {
            CertificateStatus.Revoked => SignInVerdicts.CertificateRevoked,
            CertificateStatus.Blocked => SignInVerdicts.CertificateSuspended,
            CertificateStatus.Expired => SignInVerdicts.CertificateNotValid,
            _ => null,
        };

    // Known here at once, without asking a certificate authority; revoking it ends no session that it opened.
    private static SignInVerdict? JudgeIssued(CertificateRecord issued, DateTimeOffset now) =>
        issued.StatusAt(now) switch
        {
            CertificateStatus.Revoked => SignInVerdicts.CertificateRevoked,
            CertificateStatus.Blocked => SignInVerdicts.CertificateSuspended,
            CertificateStatus.Expired => SignInVerdicts.CertificateNotValid,
            _ when now < issued.ValidFrom => SignInVerdicts.CertificateNotValid,
            _ when issued.Type == KsefCertificateType.Offline => SignInVerdicts.CertificateIncorrect,
            _ => null,
        };
}
