using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Care;

/// <summary>Every sentence about the care for certificates, in one table.</summary>
internal static class CareSentences
{
    public static string NobodySigns(CertificateHolder holder, string? why) =>
        UiText.Of(
            $"No certificate of {holder.Title} signs in, so KSeF could not be asked.{After(why)}",
            $"Żadnym certyfikatem ({holder.Title}) nie można się zalogować, więc nie zapytano KSeF.{After(why)}"
        );

    public static string NotFound(string serial) =>
        UiText.Of(
            $"Neither the vault nor KSeF's list of the holders that were looked at has a certificate {serial}.",
            $"Certyfikatu {serial} nie ma ani w magazynie, ani na listach KSeF sprawdzonych posiadaczy."
        );

    public static string SecretGone(CertificateHolder holder, SecretAddress secret) =>
        UiText.Of(
            $"{holder.Title}: the vault holds no secret {secret}.",
            $"{holder.Title}: w magazynie nie ma sekretu {secret}."
        );

    public static string Unreadable(CertificateHolder holder, SecretAddress secret, string why) =>
        UiText.Of(
            $"{holder.Title}: the secret {secret} is left out. {why}",
            $"{holder.Title}: sekret {secret} pominięto. {why}"
        );

    public static string NotKsefs(string serial) =>
        UiText.Of(
            $"The certificate {serial} was not issued by KSeF, so KSeF cannot revoke it: its issuer can.",
            $"Certyfikatu {serial} nie wydał KSeF, więc nie może go unieważnić: może to jego wystawca."
        );

    public static string Expired(string serial) =>
        UiText.Of(
            $"The certificate {serial} has expired: KSeF revokes only what is active. Nobody can sign in with it "
                + "any more.",
            $"Certyfikat {serial} wygasł: KSeF unieważnia tylko aktywne. Nikt się nim już nie zaloguje."
        );

    public static string SessionsLeft(string context, string why) =>
        UiText.Of(
            $"Sessions in {context} could not be closed; they can be refreshed for up to 7 days: {why}",
            $"Nie udało się zamknąć sesji w {context}; można je odświeżać do 7 dni: {why}"
        );

    public static string StillNamed(SecretAddress secret, IReadOnlyCollection<string> files) =>
        UiText.Of(
            $"The secret {secret} stays in the vault, and these still name it: {string.Join(", ", files)}. Get "
                + "another with Request-KsefCertificate, or take it out with Remove-KsefCredential.",
            $"Sekret {secret} pozostaje w magazynie i nadal wskazują go: {string.Join(", ", files)}. Nowy "
                + "certyfikat wystawi Request-KsefCertificate, a wpis usunie Remove-KsefCredential."
        );

    private static string After(string? why) => why is null ? "" : $" {why}";
}
