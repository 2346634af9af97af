using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>Who signed, as the request wants to be known.</summary>
internal sealed record SignerIdentity(SubjectIdentifier Subject, SignatureMethod Method)
{
    /// <summary>The certificate in DER.</summary>
    public required byte[] Certificate { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    public required CertificateSubject Details { get; init; }

    /// <summary>What this environment knows of it, where it issued it.</summary>
    public CertificateRecord? Issued { get; init; }

    /// <summary>What the qualified issuer knows of it, where that issued it.</summary>
    public CertificateRecord? Qualified { get; init; }

    /// <summary>Reads the identity from the certificate.</summary>
    /// <exception cref="RefusalException">
    /// 21115: an attribute is missing or of the other kind, or another KSeF issued it. 21406: to be known by its
    /// subject, which names neither NIP nor PESEL.
    /// </exception>
    public static SignerIdentity Of(
        X509Certificate2 certificate,
        AuthTokenRequest request,
        SandboxEnvironment environment
    )
    {
        var details = CertificateSubject.TryRead(certificate.SubjectName);
        var issued = environment.World.Certificates.Find(certificate);
        if (details is null || (issued is null && IsKsefs(certificate)))
            throw XadesRefusals.BadCertificate();
        if (!request.ByFingerprint && !details.IsComplete)
            throw XadesRefusals.BadCertificate();
        return new SignerIdentity(SubjectOf(certificate, request, details, issued), MethodOf(details, issued))
        {
            Certificate = certificate.RawData,
            ValidFrom = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            ValidTo = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
            Details = details,
            Issued = issued,
            Qualified = environment.Qualified.Find(certificate),
        };
    }

    /// <summary>
    /// A provider of PEPPOL services is known by its identifier in commonName; the other contexts take anyone.
    /// </summary>
    /// <exception cref="RefusalException">21117.</exception>
    public static void CheckContext(SignerIdentity signer, ContextIdentifier context)
    {
        var isPeppol = string.Equals(
            signer.Details.First(NameAttribute.CommonName),
            context.Value,
            StringComparison.Ordinal
        );
        if (context.Type == ContextIdentifierType.PeppolId && !isPeppol)
            throw XadesRefusals.SubjectNotForContext(context.Type);
    }

    public Signer ToSigner() => new(Method, Certificate, Issued?.SerialNumber);

    // A KSeF certificate stays with the identity that applied for it, even where that was another certificate's
    // fingerprint.
    private static SubjectIdentifier SubjectOf(
        X509Certificate2 certificate,
        AuthTokenRequest request,
        CertificateSubject details,
        CertificateRecord? issued
    )
    {
        // What a provider's seal says in organizationIdentifier may be anything: its identifier in commonName is what
        // counts.
        if (!request.ByFingerprint && request.Context.Type != ContextIdentifierType.PeppolId)
            return details.Identifier ?? throw XadesRefusals.NoIdentifier();
        return issued?.Subject is { Type: SubjectIdentifierType.Fingerprint } original
            ? original
            : new SubjectIdentifier(
                SubjectIdentifierType.Fingerprint,
                certificate.GetCertHashString(HashAlgorithmName.SHA256)
            );
    }

    private static SignatureMethod MethodOf(CertificateSubject details, CertificateRecord? issued)
    {
        if (issued is not null)
            return SignatureMethod.InternalCertificate;
        return details.IsPerson ? SignatureMethod.QualifiedSignature : SignatureMethod.QualifiedSeal;
    }

    private static bool IsKsefs(X509Certificate2 certificate) =>
        !certificate.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData)
        && CertificateSubject.TryRead(certificate.IssuerName)?.First(NameAttribute.CommonName) is { } issuer
        && issuer.Contains("KSeF", StringComparison.OrdinalIgnoreCase);
}
