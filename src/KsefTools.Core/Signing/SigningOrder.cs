using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.Signing;

/// <summary>One request that somebody is to sign in another program.</summary>
public sealed record SigningOrder
{
    /// <summary>Whose session it will be.</summary>
    public required CertificateHolder Holder { get; init; }

    public required KsefEnvironment Environment { get; init; }

    /// <summary>In whose name the session acts.</summary>
    public required ContextIdentifier Context { get; init; }

    /// <summary>How KSeF is to know the signer.</summary>
    public SubjectIdentifierType SubjectType { get; init; }

    /// <summary>The certificate that it is for; null for a session alone.</summary>
    public EnrolmentTerms? Enrolment { get; init; }

    /// <summary>A client's, in the client's own name.</summary>
    public static SigningOrder Of(OfficeFolder office, ClientProfile profile) =>
        new()
        {
            Holder = CertificateHolder.OfClient(profile.Nip),
            Environment = office.EnvironmentOf(profile),
            Context = ContextIdentifier.Of(profile.Nip),
        };

    /// <summary>
    /// An identity's of the office: a seal's in the name of its own NIP, all others' in the office's.
    /// </summary>
    /// <exception cref="EnrolmentException">office.yaml names no such identity.</exception>
    public static SigningOrder Of(OfficeFolder office, string identityName)
    {
        var identity = office.FindIdentity(identityName);
        if (identity is null)
            throw new EnrolmentException(
                EnrolmentFailure.HolderUnknown,
                EnrolmentSentences.HolderUnknown(CertificateHolder.OfIdentity(identityName))
            );
        return new SigningOrder
        {
            Holder = CertificateHolder.OfIdentity(identity.Name),
            Environment = office.EnvironmentOf(),
            Context = ContextIdentifier.Of(
                identity.Kind is "seal" && Nip.TryParse(identity.Subject, out var seal) ? seal : office.Settings.Nip
            ),
            SubjectType = identity.Kind is "fingerprint"
                ? SubjectIdentifierType.CertificateFingerprint
                : SubjectIdentifierType.CertificateSubject,
        };
    }

    /// <summary>For journals and messages: <c>client 5260001246, production</c>.</summary>
    public override string ToString() => $"{Holder}, {Environment}";

    /// <summary>The same for a sentence, in the session's language.</summary>
    public string Title => $"{Holder.Title}, {Environment}";
}
