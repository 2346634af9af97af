using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Certificates;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Audit.Facts;

/// <summary>
/// Everything known about one certificate, as one client uses it, when the rules judge it. Holds no key.
/// </summary>
public sealed record CertificateFacts : CredentialFacts
{
    /// <summary>What the certificate says of itself; null where it could not be read.</summary>
    public CertificateDetails? Certificate { get; init; }

    /// <summary>Who the identity is by office.yaml; null for a certificate of the client's own.</summary>
    public CertificateIdentity? ExpectedIdentity { get; init; }

    /// <summary>What KSeF said to a sign-in that it refused; empty where it was not refused.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>Whether that may be so for every certificate of the environment.</summary>
    public bool IsRefusalGeneral { get; init; }

    /// <summary>What KSeF's list says, where it was asked.</summary>
    public CertificateStanding Standing { get; init; }

    /// <summary>Whether it is tested as an identity of the office, and not at a client that it serves.</summary>
    public bool IsOfOffice { get; init; }

    /// <summary>
    /// Whether KSeF shows rights of the holder, passed on by the office, that lost their basis at this client.
    /// </summary>
    public bool HasLostDelegation { get; init; }

    /// <summary>
    /// Whether the certificate belongs to somebody else than it should: another identity than the office names, or, as
    /// the client's own, another company. Such a one is never used, for it would act in a wrong name.
    /// </summary>
    public bool IsAnotherHolders =>
        Certificate is { } certificate
        && (
            ExpectedIdentity is { } expected
                ? !certificate.BelongsTo(expected)
                : Credential.Identity is null && certificate.IsAnotherCompanys(Taxpayer)
        );

    // A certificate is a taxpayer's, whichever of its parts it opens.
    private string Taxpayer => ClientId.TryParse(Credential.Nip, out var client) ? client.Nip.Value : Credential.Nip;

    public bool IsOffline => Certificate is { Type: CertificateType.Offline };

    /// <summary>By its own date; or earlier, where KSeF says so.</summary>
    public bool HasEnded =>
        Certificate is { } certificate && (Now > certificate.ValidTo || Standing is CertificateStanding.Expired);

    public bool IsNotYetValid => Certificate is { } certificate && Now < certificate.ValidFrom;

    /// <summary>
    /// Why its issuer is one that the profile's environment does not know; null where nothing speaks against it.
    /// </summary>
    public string? WrongIssuer =>
        Certificate is { } certificate ? KeyMaterialCheck.OfOrigin(certificate, Credential.Environment)?.Message : null;

    /// <summary>Whether nothing that is known here forbids to sign in with it.</summary>
    public bool MaySignIn =>
        Secret is SecretState.Present
        && Certificate is not null
        && !IsAnotherHolders
        && !IsOffline
        && !HasEnded
        && !IsNotYetValid
        && WrongIssuer is null;

    /// <summary>Whether it is the office's person, who reaches clients by rights that the office passed on.</summary>
    public bool ActsThroughOffice =>
        Credential.Identity is not null
        && Certificate is { } certificate
        && (certificate.IsPerson || certificate.Identity.Kind is not IdentityKind.Nip);

    /// <summary>
    /// Whether it signed in, and KSeF's list does not call it revoked: sessions outlive a certificate.
    /// </summary>
    public bool Works =>
        SignIn is SignInOutcome.SignedIn
        && Standing is not (CertificateStanding.Revoked or CertificateStanding.Expired);

    internal FindingArguments Arguments =>
        new(Credential.Nip)
        {
            Kind = CredentialKind.Certificate,
            Identity = Credential.Identity,
            IsOfOffice = IsOfOffice,
            Environment = Credential.Environment,
            SecretName = Credential.SecretName ?? "",
            Vault = Credential.Vault,
        };
}
