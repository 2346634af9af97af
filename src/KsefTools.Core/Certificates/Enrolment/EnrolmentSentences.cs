using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>Every sentence about enrolments and renewals, in one table.</summary>
internal static class EnrolmentSentences
{
    public static string TokenSession(CertificateHolder holder) =>
        UiText.Of(
            "KSeF issues a certificate only to whoever signed in with a signature: it copies the holder's data "
                + "from the certificate used to sign in, and a token carries none (regulation Dz.U. 2025 poz. "
                + $"1815, § 13). Sign once with Podpis Zaufany, a qualified signature or a seal: {Sign(holder)} "
                + "writes the file to be signed, Complete-KsefSigningRequest takes it back and gets the certificate.",
            "KSeF wystawia certyfikat tylko temu, kto zalogował się podpisem: dane posiadacza bierze z certyfikatu "
                + "użytego do logowania, a token ich nie ma (rozporządzenie Dz.U. 2025 poz. 1815, § 13). Podpisz "
                + $"raz Podpisem Zaufanym, podpisem kwalifikowanym lub pieczęcią: {Sign(holder)} przygotuje plik "
                + "do podpisu, a Complete-KsefSigningRequest przyjmie go z powrotem i uzyska certyfikat."
        );

    public static string SourceRefused(CertificateHolder holder) =>
        UiText.Of(
            "KSeF does not issue a certificate for this sign-in. The documentation lets a KSeF certificate "
                + "ask for its successor, the regulation (Dz.U. 2025 poz. 1815, § 6(1)(4)) does not name it. "
                + $"Sign with a qualified signature, a seal or Podpis Zaufany: {Sign(holder)} -Force, then "
                + "Complete-KsefSigningRequest.",
            "KSeF nie wystawi certyfikatu na podstawie tego logowania. Dokumentacja pozwala certyfikatowi KSeF "
                + "wystąpić o następcę, rozporządzenie (Dz.U. 2025 poz. 1815, § 6 ust. 1 pkt 4) go nie wymienia. "
                + $"Podpisz podpisem kwalifikowanym, pieczęcią lub Podpisem Zaufanym: {Sign(holder)} -Force, a "
                + "potem Complete-KsefSigningRequest."
        );

    public static string HolderUnknown(CertificateHolder holder) =>
        holder.Kind is HolderKind.Client
            ? UiText.Of(
                $"The office has no readable profile of the client {holder.Name}.",
                $"Biuro nie ma profilu klienta {holder.Name}, który dałoby się odczytać."
            )
            : UiText.Of(
                $"office.yaml names no identity {QuotedText.Of(holder.Name)}."
                    + AsClient(holder.Name, " A client is named by -Nip "),
                $"office.yaml nie zawiera tożsamości {QuotedText.Of(holder.Name)}."
                    + AsClient(holder.Name, " Klienta wskazuje -Nip ")
            );

    public static string NothingToRenew(CertificateHolder holder) =>
        holder.Kind is HolderKind.Client
            ? UiText.Of(
                $"Client {holder.Name} has no certificate to renew. The first one begins with {Sign(holder)}.",
                $"Klient {holder.Name} nie ma certyfikatu do odnowienia. Pierwszy zaczyna się od {Sign(holder)}."
            )
            : UiText.Of(
                $"Identity {holder.Name} has no certificate to renew. The first one begins with {Sign(holder)}.",
                $"Tożsamość {holder.Name} nie ma certyfikatu do odnowienia. Pierwszy zaczyna się od {Sign(holder)}."
            );

    public static string Expired(CertificateHolder holder, CertificateDetails certificate) =>
        UiText.Of(
            $"The present certificate ended on {Day(certificate.ValidTo)} and no longer signs in, so it cannot ask "
                + $"for its successor. Sign with a qualified signature, a seal or Podpis Zaufany: {Sign(holder)}, "
                + "then Complete-KsefSigningRequest.",
            $"Obecny certyfikat wygasł {Day(certificate.ValidTo)} i nie można się nim zalogować, więc nie może "
                + $"wystąpić o następcę. Podpisz podpisem kwalifikowanym, pieczęcią lub Podpisem Zaufanym: "
                + $"{Sign(holder)}, a potem Complete-KsefSigningRequest."
        );

    public static string NameInvalid(string name) =>
        UiText.Of(
            $"{QuotedText.Of(name)} cannot be a certificate's name in KSeF: 5 to 100 letters (Polish ones, too), "
                + "digits, spaces, _ and -.",
            $"{QuotedText.Of(name)} nie może być nazwą certyfikatu w KSeF: od 5 do 100 liter (także polskich), cyfr, "
                + "spacji, _ i -."
        );

    public static string NoEnrolmentLeft(CertificateQuotas quotas) =>
        UiText.Of(
            $"KSeF accepts no further request: {quotas.Enrollment.Limit - quotas.Enrollment.Remaining} of "
                + $"{quotas.Enrollment.Limit} enrolments of this identity are used up. Revoking a certificate "
                + "gives none back; new ones have been seen to open about 30 days before the oldest certificate ends.",
            "KSeF nie przyjmie kolejnego wniosku: ta tożsamość wykorzystała "
                + $"{quotas.Enrollment.Limit - quotas.Enrollment.Remaining} z {quotas.Enrollment.Limit} wniosków. "
                + "Unieważnienie certyfikatu nie zwraca wniosku; nowe pojawiały się około 30 dni przed końcem "
                + "najstarszego certyfikatu."
        );

    public static string NoCertificateLeft(CertificateQuotas quotas) =>
        UiText.Of(
            $"KSeF accepts no further request: this identity has {quotas.Certificate.Limit} of "
                + $"{quotas.Certificate.Limit} active certificates, those whose time has not come included. "
                + "Revoke one that nobody uses any more (Get-KsefCertificate, Revoke-KsefCertificate).",
            $"KSeF nie przyjmie kolejnego wniosku: ta tożsamość ma {quotas.Certificate.Limit} z "
                + $"{quotas.Certificate.Limit} aktywnych certyfikatów, wliczając te, których ważność jeszcze się "
                + "nie zaczęła. Unieważnij nieużywany (Get-KsefCertificate, Revoke-KsefCertificate)."
        );

    public static string CannotRequest =>
        UiText.Of(
            "KSeF says that this sign-in cannot ask for a certificate, though the quotas are not used up; a "
                + "qualified signature, a seal or Podpis Zaufany may (New-KsefSigningRequest).",
            "KSeF podaje, że to logowanie nie pozwala wystąpić o certyfikat, choć limity nie są wyczerpane; "
                + "pozwolić może podpis kwalifikowany, pieczęć lub Podpis Zaufany (New-KsefSigningRequest)."
        );

    public static string RenewalWillNotFit(DateTimeOffset due, string why) =>
        UiText.Of(
            $"The renewal that is due from {Day(due)} on would not succeed as things are. {why}",
            $"Odnowienie, możliwe od {Day(due)}, w tym stanie się nie uda. {why}"
        );

    public static string QuotaNotAsked(string why) =>
        UiText.Of(
            $"Whether the coming renewal fits into the quotas is not known: {why}",
            $"Nie wiadomo, czy nadchodzące odnowienie zmieści się w limitach: {why}"
        );

    public static string WrongCertificate(CertificateHolder holder) =>
        UiText.Of(
            $"The certificate to sign in with is not of {holder.Title}: KSeF would issue a certificate for somebody "
                + "else. Nothing was sent.",
            $"Podany certyfikat nie należy do: {holder.Title}. KSeF wystawiłby certyfikat komu innemu. Niczego nie "
                + "wysłano."
        );

    public static string WrongIdentity(CertificateHolder holder) =>
        holder.Kind is HolderKind.Client
            ? UiText.Of(
                $"Whoever signed in is neither {holder.Title} nor a person that its file names: KSeF would issue a "
                    + "certificate for somebody else. Nothing was sent. If that person may act for the client, add the "
                    + "PESEL (or NIP) under 'signers' in the client's file.",
                $"Zalogował się ktoś inny niż {holder.Title} i nie jest to osoba wskazana w pliku klienta: KSeF "
                    + "wystawiłby "
                    + "certyfikat komu innemu. Niczego nie wysłano. Jeśli ta osoba może działać za klienta, dopisz jej "
                    + "PESEL (albo NIP) w pliku klienta pod 'signers'."
            )
            : UiText.Of(
                $"Whoever signed in is not {holder.Title}: KSeF would issue a certificate for somebody else. "
                    + "Nothing was sent.",
                $"Zalogował się ktoś inny niż {holder.Title}: KSeF wystawiłby certyfikat komu innemu. Niczego nie "
                    + "wysłano."
            );

    public static string Refused(string? description) =>
        UiText.Of(
            $"KSeF refused the request: {description ?? "it gave no reason"}. No certificate was issued, and the "
                + "key made for it is gone from the vault.",
            $"KSeF odrzucił wniosek: {description ?? "bez podania przyczyny"}. Certyfikatu nie wystawiono, a "
                + "utworzony klucz usunięto z magazynu."
        );

    public static string KeyLost(EnrolmentPlan plan, string? serial) =>
        UiText.Of(
            $"The key {plan.KeyCopy} is gone from the vault, though a request for it has "
                + $"left{Certificate(serial, " (certificate ", ")")}. Put it back from a backup "
                + $"and type {Again(plan)}; else revoke the certificate with "
                + $"Revoke-KsefCertificate and start over: {Again(plan)} -Force.",
            $"Klucza {plan.KeyCopy} nie ma już w magazynie, choć wniosek z nim został "
                + $"wysłany{Certificate(serial, " (certyfikat ", ")")}. Przywróć go z kopii i "
                + $"wpisz {Again(plan)}; w przeciwnym razie unieważnij certyfikat "
                + "(Revoke-KsefCertificate) i zacznij od nowa: "
                + $"{Again(plan)} -Force."
        );

    public static string Mismatch(string serial) =>
        UiText.Of(
            $"What KSeF gave back as certificate {serial} does not belong to the key that asked for it, or is of "
                + "another type. The key stays in the vault.",
            $"To, co KSeF zwrócił jako certyfikat {serial}, nie pasuje do klucza z wniosku albo jest innego typu. "
                + "Klucz pozostaje w magazynie."
        );

    public static string ProofFailed(SecretAddress secret, string why) =>
        UiText.Of(
            $"The new certificate is in the vault ({secret}), but does not sign in, so what was in use stays in "
                + $"use: {why}",
            $"Nowy certyfikat jest w magazynie ({secret}), ale nie można się nim zalogować, więc pozostaje to, co "
                + $"było: {why}"
        );

    public static string RevokedBeforeUse(EnrolmentPlan plan) =>
        UiText.Of(
            $"The new certificate ({plan.Secret}) was revoked before it was in use, so what was in use stays in use. "
                + $"To have another one issued: {Again(plan)} -Force.",
            $"Nowy certyfikat ({plan.Secret}) unieważniono, zanim zaczął być używany, więc pozostaje to, co było. "
                + $"Aby uzyskać następny: {Again(plan)} -Force."
        );

    public static string Busy(CertificateHolder holder) =>
        UiText.Of(
            $"Another process is at work on the certificate of {holder.Title}; nothing was done here.",
            $"Inny proces zajmuje się certyfikatem ({holder.Title}); tutaj nic nie zrobiono."
        );

    public static string NotDue(DateTimeOffset validTo, DateTimeOffset due) =>
        UiText.Of(
            $"The present certificate is valid until {Day(validTo)}; it will be renewed from {Day(due)} on.",
            $"Obecny certyfikat jest ważny do {Day(validTo)}; odnowienie nastąpi od {Day(due)}."
        );

    public static string InProgress(EnrolmentPlan plan, string? reference) =>
        UiText.Of(
            $"KSeF has not issued the certificate yet (application {reference}). Later: {Again(plan)} goes on with the "
                + "same application.",
            $"KSeF jeszcze nie wystawił certyfikatu (wniosek {reference}). Później {Again(plan)} dokończy ten sam "
                + "wniosek."
        );

    public static string Uncertain(EnrolmentPlan plan) =>
        UiText.Of(
            $"The answer to the request was lost, and KSeF does not show the certificate '{plan.Name}' yet. Later: "
                + $"{Again(plan)} looks again before anything else is sent.",
            $"Odpowiedź na wniosek zaginęła, a KSeF nie pokazuje jeszcze certyfikatu '{plan.Name}'. Później "
                + $"{Again(plan)} sprawdzi to ponownie, zanim cokolwiek wyśle."
        );

    public static string NotYetValid(EnrolmentPlan plan, DateTimeOffset validFrom) =>
        UiText.Of(
            $"The new certificate is in the vault and becomes valid on {LocalTime.Minute(validFrom)}; then, to use "
                + $"it: {Again(plan)}. Until then, what was in use stays in use.",
            $"Nowy certyfikat jest w magazynie i będzie ważny od {LocalTime.Minute(validFrom)}; aby go wtedy użyć, "
                + $"wpisz {Again(plan)}. Do tego czasu używany jest dotychczasowy."
        );

    public static string NotKsefs =>
        UiText.Of(
            "The old certificate was not issued by KSeF, so KSeF cannot revoke it.",
            "Stary certyfikat nie był wystawiony przez KSeF, więc KSeF nie może go unieważnić."
        );

    public static string StillNamed(CertificateHolder holder, SecretAddress secret, string serial)
    {
        var command = CommandText.Of("Revoke-KsefCertificate").With(serial);
        command = command.With(holder.Kind is HolderKind.Client ? "Nip" : "Identity", holder.Name);
        return UiText.Of(
            $"The old certificate was not revoked: a file of the office still names its secret {secret}, or cannot be "
                + $"read. Test-KsefOffice shows which. When nobody needs it any more: {command}",
            $"Stary certyfikat nie został unieważniony: któryś plik biura nadal wskazuje jego sekret {secret} albo nie "
                + $"daje się odczytać. Pokaże go Test-KsefOffice. Gdy nikt go już nie potrzebuje: {command}"
        );
    }

    public static string SessionsLeft(string context, string why) =>
        UiText.Of(
            $"Sessions of the old certificate in {context} could not be closed; they can be refreshed for up to 7 "
                + $"days: {why}",
            $"Nie udało się zamknąć sesji starego certyfikatu w {context}; można je odświeżać do 7 dni: {why}"
        );

    // A client's NIP stands where an identity's name does.
    private static string AsClient(string name, string sentence) =>
        ClientId.TryParseLoose(name, out var client) ? $"{sentence}{client}." : "";

    // What goes on with a run.
    private static CommandText Again(EnrolmentPlan plan)
    {
        var command = CommandText
            .Of("Request-KsefCertificate")
            .With(plan.Holder.Kind is HolderKind.Client ? "Nip" : "Identity", plan.Holder.Name);
        return plan.Again(plan.Type is CertificateType.Offline ? command.Literally("-Type Offline") : command);
    }

    // What to type, whole.
    private static string Sign(CertificateHolder holder) =>
        (
            holder.Kind is HolderKind.Client
                ? CommandText.Of("New-KsefSigningRequest").With(holder.Name)
                : CommandText.Of("New-KsefSigningRequest").With("Identity", holder.Name)
        ).Literally("-ForEnrolment");

    private static string Certificate(string? serial, string before, string after) =>
        serial is null ? "" : $"{before}{serial}{after}";

    private static string Day(DateTimeOffset time) => LocalTime.Day(time);
}
