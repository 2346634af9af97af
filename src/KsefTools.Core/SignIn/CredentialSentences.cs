using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn;

/// <summary>Why a credential cannot be tried, for a person; each names the next command.</summary>
internal static class CredentialSentences
{
    public static CredentialException NotNamed(KsefCredential credential) =>
        new(
            CredentialFailure.NotNamed,
            UiText.Of(
                $"Client {credential.Nip} ({credential.Name}) has no credential to sign in with. See "
                    + $"'{credential.Path}'.",
                $"Klient {credential.Nip} ({credential.Name}) nie ma poświadczenia, którym można się zalogować. "
                    + $"Zobacz '{credential.Path}'."
            )
        );

    public static CredentialException Missing(SecretAddress address) =>
        new(
            CredentialFailure.Missing,
            UiText.Of(
                $"The vault has no secret {address}. See Test-KsefOffice.",
                $"W magazynie nie ma sekretu {address}. Zobacz Test-KsefOffice."
            )
        );

    public static CredentialException Unreadable(SecretAddress address) =>
        new(
            CredentialFailure.Unreadable,
            UiText.Of(
                $"The secret {address} is neither a KSeF token nor a certificate with its key; it was sent nowhere.",
                $"Sekret {address} nie jest ani tokenem KSeF, ani certyfikatem z kluczem; nigdzie go nie wysłano."
            )
        );

    public static SignInException Ended(CertificateDetails certificate, SignInException refusal)
    {
        var named = $"'{certificate.CommonName}' ({certificate.SerialNumber})";
        var (day, status) = (LocalTime.Day(certificate.ValidTo), refusal.Status is { } code ? $" ({code})" : "");
        return new SignInException(
            refusal.Failure,
            refusal.Status,
            UiText.Of(
                $"The certificate {named} ended on {day}, and KSeF lets nobody in with it{status}. "
                    + "Get-KsefCertificate -Local shows whose it is, Request-KsefCertificate gets the next one.",
                $"Certyfikat {named} wygasł {day} i KSeF nikogo z nim nie wpuszcza{status}. Get-KsefCertificate -Local "
                    + "pokaże, czyj jest, a Request-KsefCertificate uzyska następny."
            )
        )
        {
            Details = refusal.Details,
            ReferenceNumber = refusal.ReferenceNumber,
        };
    }

    public static CredentialException OtherContext(ContextIdentifier client, ContextIdentifier own) =>
        new(
            CredentialFailure.OtherContext,
            UiText.Of(
                $"The token that is kept for {client.Value} was made for {own.Value}: nothing is done with it, "
                    + "because it would be done there.",
                $"Token przechowywany dla {client.Value} powstał dla {own.Value}: nic się nim nie robi, bo stałoby "
                    + "się to tam."
            )
        );
}
