using KsefTools.Core.Office.Settings;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Import.Folders;

/// <summary>What is said about the files of a folder.</summary>
internal static class FolderSentences
{
    public static string Empty => Of("there is no certificate and no key in it", "nie ma w nim certyfikatu ani klucza");

    public static string Link =>
        Of(
            "a link; links are not followed, so import the folder that it leads to",
            "to dowiązanie, którego import nie otwiera; zaimportuj folder, do którego prowadzi"
        );

    public static string ClosedFolder =>
        Of("you are not allowed to read this folder", "brak uprawnień do odczytu tego folderu");

    public static string KeyMissing =>
        Of("no key in the folder belongs to this certificate", "żaden klucz w folderze nie należy do tego certyfikatu");

    public static string CertificateMissing =>
        Of("no certificate in the folder belongs to this key", "żaden certyfikat w folderze nie należy do tego klucza");

    public static string PersonOfNobody =>
        Of(
            "a person's certificate, and nothing says for which client: put it into a folder named by the client's "
                + "NIP, or name the person under 'signers' in the client's file",
            "certyfikat osoby, a nic nie mówi, którego klienta dotyczy: włóż go do folderu z NIP-em klienta w nazwie "
                + "albo wpisz tę osobę w 'signers' w pliku klienta"
        );

    public static string Nameless =>
        Of(
            "the certificate names neither NIP nor PESEL; put it into a folder named by the client's NIP",
            "certyfikat nie zawiera NIP-u ani PESEL-u; włóż go do folderu z NIP-em klienta w nazwie"
        );

    public static string InvalidNip =>
        Of("the NIP in the certificate has a wrong check digit", "NIP w certyfikacie ma błędną cyfrę kontrolną");

    public static string ByFolder =>
        Of(
            "the certificate names no client; its folder or file name alone says whose it is",
            "certyfikat nie wskazuje klienta; mówi o nim tylko nazwa folderu lub pliku"
        );

    public static string BySigner =>
        Of(
            "a person's certificate, and the client's file names this person under 'signers'",
            "certyfikat osoby, którą plik klienta wymienia w 'signers'"
        );

    public static string SeveralSigners(string nips) =>
        Of(
            $"the person is named under 'signers' of several clients ({nips}); put the certificate into a folder named "
                + "by the client's NIP",
            $"tę osobę wymieniają w 'signers' pliki kilku klientów ({nips}); włóż certyfikat do folderu z NIP-em "
                + "klienta w nazwie"
        );

    public static string SeveralCertificates(CommandText command) =>
        Of(
            $"the client has several certificates here, none of them this one; say which one it replaces: {command}",
            $"klient ma tu kilka certyfikatów, a żaden nie jest tym; wskaż, który ma zastąpić: {command}"
        );

    public static string TooMany(int most) =>
        Of(
            $"it holds more than {most} files; name the folder with the certificates",
            $"zawiera ponad {most} plików; wskaż folder z certyfikatami"
        );

    public static string Locked(int tried) =>
        tried == 0
            ? Of(
                "protected by a password, and none was given (-Password, -PasswordFile)",
                "chroniony hasłem, a żadnego nie podano (-Password, -PasswordFile)"
            )
            : Of(
                $"none of the passwords opens it ({tried} tried)",
                $"żadne z haseł go nie otwiera (sprawdzone: {tried})"
            );

    public static string KeyLocked(string key) =>
        Of(
            $"its key is probably in '{key}', which could not be opened",
            $"jego klucz jest zapewne w '{key}', którego nie udało się otworzyć"
        );

    public static string SameCertificate(string file) =>
        Of($"the same certificate as in '{file}'", $"ten sam certyfikat co w '{file}'");

    public static string SameKey(string file) => Of($"the same key as in '{file}'", $"ten sam klucz co w '{file}'");

    public static string Offline =>
        Of(
            "an Offline certificate: it signs QR codes of offline invoices and nobody signs in with it, so it stays "
                + "with the program that issues invoices",
            "certyfikat Offline: służy do kodów QR faktur offline i nie da się nim zalogować, więc zostaje w "
                + "programie, który wystawia faktury"
        );

    public static string OfficesOwn(OfficeIdentity? identity) =>
        identity is null
            ? Of(
                "the office's own certificate, which serves all clients: make an identity of it (New-KsefIdentity)",
                "certyfikat samego biura, który służy wszystkim klientom: utwórz dla niego tożsamość (New-KsefIdentity)"
            )
            : Of(
                $"the certificate of the office's own identity '{PlainText.Line(identity.Name)}', which serves all "
                    + "clients; an import of clients' certificates leaves it alone",
                $"certyfikat tożsamości biura '{PlainText.Line(identity.Name)}', która służy wszystkim klientom; "
                    + "import certyfikatów klientów go nie zmienia"
            );

    public static string OtherFolder(string holder, string folder) =>
        Of(
            $"the certificate is {holder}'s, and its folder or file name says {folder}; put it where it belongs",
            $"certyfikat należy do {holder}, a nazwa folderu lub pliku mówi {folder}; przenieś go we właściwe miejsce"
        );

    public static string OwnFolderMissing(string nip) =>
        Of(
            $"a person's certificate with the NIP {nip}, which no client here has; if it is a client, first "
                + $"{NewProfile(nip)}",
            $"certyfikat osoby o NIP {nip}, którego nie ma żaden klient biura; jeśli to klient, najpierw "
                + NewProfile(nip)
        );

    public static string Revoked(DateTimeOffset moment) =>
        Of(
            $"this office revoked the certificate on {LocalTime.Day(moment)}; it will never work again",
            $"biuro unieważniło ten certyfikat {LocalTime.Day(moment)}; już nigdy nie zadziała"
        );

    public static string Superseded(string file, DateTimeOffset end) =>
        Of(
            $"'{file}' of the same client is valid longer, until {LocalTime.Day(end)}",
            $"'{file}' tego samego klienta jest ważny dłużej, do {LocalTime.Day(end)}"
        );

    public static string OtherKept(string serial) =>
        Of(
            $"the office has another certificate for this client ({serial}); -Force puts this one in its place",
            $"biuro ma inny certyfikat tego klienta ({serial}); -Force wpisze ten na jego miejsce"
        );

    public static string OtherSecret(string secret) =>
        Of(
            $"the vault has another secret named {secret}; it stays, and nothing was stored",
            $"magazyn ma inny sekret o nazwie {secret}; pozostaje bez zmian, a niczego nie zapisano"
        );

    private static CommandText NewProfile(string nip) => CommandText.Of("New-KsefProfile").With(nip);
}
