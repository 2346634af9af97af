using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Keys.Reading;

namespace KsefTools.Core.Keys;

/// <summary>Every sentence about key material, in one table.</summary>
internal static class KeyMaterialProblems
{
    public static KeyMaterialProblem FileNotFound(string source) =>
        Of(
            KeyMaterialFailure.NotFound,
            $"{source} is not there or may not be read.",
            $"Nie ma pliku {source} albo nie wolno go odczytać."
        );

    public static KeyMaterialProblem SecretMissing(string secret) =>
        Of(
            KeyMaterialFailure.NotFound,
            $"The vault holds no secret {secret}.",
            $"W magazynie nie ma sekretu {secret}."
        );

    public static KeyMaterialProblem NotInStore(string thumbprint) =>
        Of(
            KeyMaterialFailure.NotFound,
            $"The user's certificate store holds no certificate with the thumbprint {thumbprint}.",
            $"W magazynie certyfikatów użytkownika nie ma certyfikatu o odcisku {thumbprint}."
        );

    public static KeyMaterialProblem Unreadable(string source) =>
        Of(
            KeyMaterialFailure.Unreadable,
            $"{source} is neither a PEM, a PFX nor a DER file, or it is damaged.",
            $"{source} nie jest plikiem PEM, PFX ani DER albo jest uszkodzony."
        );

    public static KeyMaterialProblem PasswordMissing(string source) =>
        Of(
            KeyMaterialFailure.PasswordMissing,
            $"{source} is protected by a password, and none was given.",
            $"{source} jest chroniony hasłem, a żadnego nie podano."
        );

    public static KeyMaterialProblem WrongPassword(string source) =>
        Of(
            KeyMaterialFailure.WrongPassword,
            $"The password does not open {source}.",
            $"To hasło nie otwiera pliku {source}."
        );

    public static KeyMaterialProblem UnsupportedEncryption(string source, bool isPfx = false)
    {
        var command = Conversion(source, isPfx);
        return Of(
            KeyMaterialFailure.UnsupportedEncryption,
            $"{source} is encrypted in a way that cannot be opened here. Save it with AES-256, with "
                + $"the same password twice: {command}",
            $"Sposobu szyfrowania pliku {source} nie można tu obsłużyć. Zapisz go z AES-256, podając "
                + $"dwa razy to samo hasło: {command}"
        );
    }

    public static KeyMaterialProblem TooManyRounds(string source) =>
        Of(
            KeyMaterialFailure.UnsupportedEncryption,
            $"{source} asks for more rounds of key derivation than any program writes ({DerivationRounds.Most}); it is "
                + "damaged, or meant to keep this computer busy, and was not opened.",
            $"{source} żąda więcej rund wyprowadzania klucza, niż zapisuje jakikolwiek program "
                + $"({DerivationRounds.Most}); jest uszkodzony albo ma zająć komputer na długo i nie został otwarty."
        );

    public static KeyMaterialProblem SomethingElse(string source, string label) =>
        Of(
            KeyMaterialFailure.Unreadable,
            $"{source} holds neither a certificate nor a private key but '{label}'.",
            $"{source} nie zawiera certyfikatu ani klucza prywatnego, tylko '{label}'."
        );

    /// <summary>The command of OpenSSL that writes a file again in a form that can be opened here.</summary>
    private static CommandText Conversion(string source, bool isPfx)
    {
        var copy = $"{Path.GetFileNameWithoutExtension(source)}-aes256{(isPfx ? ".pem" : ".key")}";
        return isPfx
            ? CommandText
                .Of("openssl")
                .Literally("pkcs12 -legacy -aes256 -in")
                .With(source)
                .Literally("-out")
                .With(copy)
            : CommandText
                .Of("openssl")
                .Literally("pkcs8 -topk8 -v2 aes-256-cbc -in")
                .With(source)
                .Literally("-out")
                .With(copy);
    }

    public static KeyMaterialProblem CertificateMissing(string source) =>
        Of(
            KeyMaterialFailure.CertificateMissing,
            $"{source} holds a private key but no certificate; give the certificate's file, too.",
            $"{source} zawiera klucz prywatny, ale nie certyfikat; podaj także plik certyfikatu."
        );

    public static KeyMaterialProblem KeyMissing(string source) =>
        Of(
            KeyMaterialFailure.KeyMissing,
            $"{source} holds a certificate but no private key; give the key's file, too.",
            $"{source} zawiera certyfikat, ale nie klucz prywatny; podaj także plik klucza."
        );

    public static KeyMaterialProblem SeveralCertificates(string source) =>
        Of(
            KeyMaterialFailure.SeveralCertificates,
            $"{source} holds several certificates for the same key; keep the one to be used.",
            $"{source} zawiera kilka certyfikatów tego samego klucza; zostaw ten, który ma być użyty."
        );

    public static KeyMaterialProblem SeveralKeys(string source) =>
        Of(
            KeyMaterialFailure.SeveralKeys,
            $"{source} holds several private keys; keep the one to be used.",
            $"{source} zawiera kilka kluczy prywatnych; zostaw ten, który ma być użyty."
        );

    public static KeyMaterialProblem KeyMismatch(string source) =>
        Of(
            KeyMaterialFailure.KeyMismatch,
            $"The private key does not belong to the certificate in {source}.",
            $"Klucz prywatny nie należy do certyfikatu z pliku {source}."
        );

    public static KeyMaterialProblem KeyOfOtherAlgorithm(string source, KeyAlgorithm key, KeyAlgorithm certificate) =>
        Of(
            KeyMaterialFailure.KeyOfOtherAlgorithm,
            $"The private key is {Name(key)}, but the certificate in {source} is for an {Name(certificate)} key.",
            $"Klucz prywatny jest typu {Name(key)}, a certyfikat z pliku {source} jest dla klucza {Name(certificate)}."
        );

    public static KeyMaterialProblem UnsupportedKey(string source) =>
        Of(
            KeyMaterialFailure.UnsupportedKey,
            $"The key in {source} is not one that KSeF takes: RSA of at least 2048 bits or EC of at least 256.",
            $"Klucza z pliku {source} KSeF nie przyjmie: musi to być RSA od 2048 bitów lub EC od 256 bitów."
        );

    public static KeyMaterialProblem KeyNotExportable() =>
        Of(
            KeyMaterialFailure.KeyNotExportable,
            "The private key may not leave its store or card, so it cannot be kept in a vault.",
            "Klucz prywatny nie może opuścić magazynu systemowego lub karty, więc nie da się go zapisać w "
                + "magazynie sekretów."
        );

    public static KeyMaterialProblem WrongType(CertificateType actual) =>
        actual is CertificateType.Offline
            ? Of(
                KeyMaterialFailure.WrongType,
                "This is an Offline certificate, for QR codes of offline invoices; KSeF lets no one sign in with it.",
                "To certyfikat typu Offline, do kodów QR faktur offline; KSeF nie pozwala się nim zalogować."
            )
            : Of(
                KeyMaterialFailure.WrongType,
                "This is not an Offline certificate; only such a one may sign the QR codes of offline invoices.",
                "To nie jest certyfikat typu Offline; tylko takim wolno podpisywać kody QR faktur offline."
            );

    public static KeyMaterialProblem WrongIdentity(CertificateIdentity actual, CertificateIdentity expected) =>
        Of(
            KeyMaterialFailure.WrongIdentity,
            $"The certificate belongs to {actual}, not to {expected}.",
            $"Certyfikat należy do {actual}, a nie do {expected}."
        );

    public static KeyMaterialProblem WrongEnvironment(CertificateDetails certificate, string environment) =>
        Of(
            KeyMaterialFailure.WrongEnvironment,
            $"The certificate was issued by {Issuer(certificate, "production", "TEST or DEMO")}, not by {environment}.",
            $"Certyfikat wydało środowisko {Issuer(certificate, "produkcyjne", "TEST lub DEMO")}, a nie {environment}."
        );

    public static KeyMaterialProblem SelfSigned(string environment) =>
        Of(
            KeyMaterialFailure.SelfSigned,
            $"The certificate is self-signed: only TEST accepts that, {environment} does not.",
            $"Certyfikat jest samopodpisany: przyjmuje takie tylko TEST, {environment} nie."
        );

    public static KeyMaterialProblem Expired(DateTimeOffset validTo) =>
        Of(
            KeyMaterialFailure.Expired,
            $"The certificate ended on {LocalTime.Minute(validTo)}.",
            $"Certyfikat wygasł {LocalTime.Minute(validTo)}."
        );

    public static KeyMaterialProblem NotYetValid(DateTimeOffset validFrom) =>
        Of(
            KeyMaterialFailure.NotYetValid,
            $"The certificate is not valid before {LocalTime.Minute(validFrom)}.",
            $"Certyfikat będzie ważny dopiero od {LocalTime.Minute(validFrom)}."
        );

    private static KeyMaterialProblem Of(KeyMaterialFailure failure, string english, string polish) =>
        new(failure, UiText.Of(english, polish));

    private static string Name(KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.Rsa ? "RSA" : "EC";

    private static string Issuer(CertificateDetails certificate, string production, string testOrDemo) =>
        certificate.Origin is CertificateOrigin.KsefProduction ? production : testOrDemo;
}
