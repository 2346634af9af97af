using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>What is signed in order to sign in: who asks to act in whose name, in answer to which challenge.</summary>
/// <param name="Challenge">From <c>POST /auth/challenge</c>; lives ten minutes and serves once.</param>
/// <param name="Context">In whose name the session acts.</param>
/// <param name="SubjectType">How KSeF is to know the signer.</param>
public sealed record AuthTokenRequest(string Challenge, ContextIdentifier Context, SubjectIdentifierType SubjectType)
{
    /// <summary>From where the session may be used; null for anywhere.</summary>
    public AllowedIps? AllowedIps { get; init; }

    /// <summary>The schema's version.</summary>
    public AuthTokenSchema Schema { get; init; }

    /// <summary>
    /// How KSeF recognises an identity: only one that has neither NIP nor PESEL goes by its fingerprint.
    /// </summary>
    public static SubjectIdentifierType SubjectTypeFor(CertificateIdentity identity) =>
        identity.Kind is IdentityKind.Fingerprint
            ? SubjectIdentifierType.CertificateFingerprint
            : SubjectIdentifierType.CertificateSubject;

    /// <summary>The request as XML text, unsigned.</summary>
    /// <param name="indented">For a person who reads it before signing.</param>
    public string ToXml(bool indented = false) => AuthTokenRequestXml.Write(this, indented);

    /// <summary>For messages: the context alone.</summary>
    public override string ToString() => Context.ToString();
}
