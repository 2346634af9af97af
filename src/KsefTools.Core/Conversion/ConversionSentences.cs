using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Conversion;

/// <summary>What conversions say to people.</summary>
internal static class ConversionSentences
{
    public static string UnknownIdentity(OfficeFolder office, string name) =>
        Of(
            $"The office has no identity {QuotedText.Of(name)}. office.yaml names: {Names(office)}.",
            $"Biuro nie ma tożsamości {QuotedText.Of(name)}. W office.yaml są: {Names(office)}."
        );

    public static string NoIdentity(OfficeFolder office) =>
        office.Settings.Identities.Count == 0
            ? Of(
                "The office has no identity that could serve clients. Add its seal, New-KsefIdentity seal, or a "
                    + "person, New-KsefIdentity owner -Pesel …, and get its certificate: "
                    + "New-KsefSigningRequest -Identity seal -ForEnrolment",
                "Biuro nie ma tożsamości, która mogłaby obsługiwać klientów. Dodaj jego pieczęć, New-KsefIdentity "
                    + "seal, albo osobę, New-KsefIdentity owner -Pesel …, i uzyskaj jej certyfikat: "
                    + "New-KsefSigningRequest -Identity seal -ForEnrolment"
            )
            : Of(
                "The office has several identities and none is a seal: say which is to serve the clients, "
                    + $"{Parameter(office.Settings.Identities[0])}.",
                "Biuro ma kilka tożsamości i żadna nie jest pieczęcią: wskaż tę, która ma obsługiwać klientów, "
                    + $"{Parameter(office.Settings.Identities[0])}."
            );

    public static string NoCertificate(OfficeIdentity identity) =>
        Of(
            $"Identity '{identity.Name}' has no certificate in the vault. Get one: {Enrol(identity)}",
            $"Tożsamość '{identity.Name}' nie ma certyfikatu w magazynie. Uzyskaj go: {Enrol(identity)}"
        );

    public static string UnusableCertificate(OfficeIdentity identity, string problem) =>
        Of(
            $"The certificate of identity '{identity.Name}' cannot be used: {problem}",
            $"Certyfikatu tożsamości '{identity.Name}' nie można użyć: {problem}"
        );

    public static string OfflineCertificate(OfficeIdentity identity) =>
        UnusableCertificate(
            identity,
            Of(
                "it is of type Offline, for invoices issued offline, and cannot sign in.",
                "jest typu Offline, do faktur wystawianych offline, i nie służy do logowania."
            )
        );

    public static string ExpiredCertificate(OfficeIdentity identity, DateTimeOffset end) =>
        UnusableCertificate(
            identity,
            Of(
                $"it ended on {Day(end)}. Get a new one: {Enrol(identity)}",
                $"wygasł {Day(end)}. Uzyskaj nowy: {Enrol(identity)}"
            )
        );

    public static string OthersCertificate(OfficeIdentity identity, CertificateIdentity actual) =>
        UnusableCertificate(
            identity,
            Of(
                $"it belongs to {actual}, and office.yaml says {identity.Subject}.",
                $"jest wystawiony na {actual}, a office.yaml podaje {identity.Subject}."
            )
        );

    public static string IdentityRefused(OfficeIdentity identity, string problem) =>
        Of(
            $"KSeF does not let identity '{identity.Name}' sign in to its own context, so it cannot be asked who "
                + $"granted it what: {problem}",
            $"KSeF nie pozwala tożsamości '{identity.Name}' zalogować się we własnym kontekście, więc nie można "
                + $"sprawdzić, kto nadał jej uprawnienia: {problem}"
        );

    public static string Busy() =>
        Of(
            "Another process is converting this client; see what it did when it is done.",
            "Inny proces właśnie przenosi tego klienta; sprawdź wynik, gdy skończy."
        );

    public static string TokenUnknown(string problem) =>
        Of($"It is not known what the token may do: {problem}", $"Nie wiadomo, co token może: {problem}");

    public static string Blocked() =>
        Of(
            "ContextBlocked: KSeF has blocked signing in for this client, so nothing can be granted or proven. The "
                + "client clears it with the Ministry of Finance.",
            "ContextBlocked: KSeF zablokował logowanie u tego klienta, więc niczego nie można nadać ani sprawdzić. "
                + "Klient wyjaśnia to z Ministerstwem Finansów."
        );

    public static string OfUnit(ContextIdentifier context)
    {
        var problem = Of(
            $"The token is for {context}, but the file lists it under the client itself.",
            $"Token dotyczy {context}, a w pliku jest wpisany przy samym kliencie."
        );
        if (context.Type is not ContextType.InternalId)
            return problem;
        var add = CommandText.Of("New-KsefProfile").With(context.Value);
        var store = CommandText.Of("Set-KsefCredential").With(context.Value);
        return $"{problem} "
            + Of(
                $"Add the part ({add}) and store the token there ({store}).",
                $"Dodaj część ({add}) i zapisz token przy niej ({store})."
            );
    }

    public static string NeedsClient(IEnumerable<string> missing) =>
        Of(
            $"Only the client can grant {List(missing)}. A letter that says how: -RequestPath FOLDER.",
            $"Tylko klient może nadać {List(missing)}. Pismo z instrukcją: -RequestPath FOLDER."
        );

    public static string NeedsPerson(IEnumerable<string> missing) =>
        Of(
            $"{List(missing)} cannot be granted to a company: a person of the office needs a grant (identity of kind "
                + "person, -Identity NAME), or the profile must expect less.",
            $"{List(missing)} nie można nadać firmie: uprawnienia musi dostać osoba z biura (tożsamość rodzaju person, "
                + "-Identity NAZWA) albo profil musi oczekiwać mniej."
        );

    public static string MayNotGrant(IEnumerable<string> missing) =>
        Of(
            $"KSeF does not let the token grant {List(missing)}; the client has to.",
            $"KSeF nie pozwala tokenowi nadać {List(missing)}; musi to zrobić klient."
        );

    public static string GrantPending(string? reference)
    {
        var number = reference is null ? "" : $" ({reference})";
        return Of(
            $"KSeF has accepted the grant{number}, which has no effect yet. The same command goes on later.",
            $"KSeF przyjął nadanie uprawnień{number}, które jeszcze nie działa. To samo polecenie podejmie pracę "
                + "później."
        );
    }

    public static string ProofWithout(IEnumerable<string> missing) =>
        Of(
            $"The certificate signs in, but lacks {List(missing)}; the token serves the client as before.",
            $"Certyfikat się loguje, ale brakuje mu {List(missing)}; klienta nadal obsługuje token."
        );

    public static string ProofRefused(string problem) =>
        Of(
            $"The certificate does not sign in for this client; the token serves it as before: {problem}",
            $"Certyfikatem nie można się zalogować u tego klienta; nadal obsługuje go token: {problem}"
        );

    public static string ServedBy(string identity) =>
        Of($"Identity '{identity}' serves this client.", $"Tego klienta obsługuje tożsamość '{identity}'.");

    public static string RevokeLater(DateOnly day) =>
        Of(
            $"The token is kept until {Day(day)}; run the same command from then on.",
            $"Token zostaje do {Day(day)}; uruchom to samo polecenie od tego dnia."
        );

    public static string TokenInUse(string client) =>
        Of(
            $"The token was not revoked: {client} still uses the same one.",
            $"Tokena nie unieważniono: tego samego używa jeszcze {client}."
        );

    public static string TokenOfAnother(string context) =>
        Of(
            $"The token belongs to {context} and was not revoked; this client's copy of it was removed from "
                + "vault and profile.",
            $"Token należy do {context}, więc go nie unieważniono; jego kopię usunięto z magazynu i profilu tego "
                + "klienta."
        );

    public static string RevokeRefused(string problem) =>
        Of(
            $"The certificate serves the client, but its token could not be revoked: {problem}",
            $"Klienta obsługuje certyfikat, ale tokena nie udało się unieważnić: {problem}"
        );

    public static string ListedAsEnded() => Of("KSeF lists it as revoked.", "KSeF wykazuje go jako unieważniony.");

    /// <summary>That a new sign-in was refused, with KSeF's own words.</summary>
    public static string SignInRefused(SignInException refusal)
    {
        var said = string.Join("; ", refusal.Details.Select(PlainText.Line));
        var answer = $"{refusal.Status} {(said.Length > 0 ? said : refusal.Message)}".Trim();
        return Of($"KSeF refuses a new sign-in: {answer}", $"KSeF odrzuca nowe logowanie: {answer}");
    }

    public static string StillSignsIn() =>
        Of(
            "KSeF has accepted the revocation, but the token still signs in; it stays in the vault. The same command "
                + "goes on later.",
            "KSeF przyjął unieważnienie, ale token nadal się loguje; pozostaje w magazynie. To samo polecenie podejmie "
                + "pracę później."
        );

    public static string NothingToRestore(ClientProfile profile) =>
        Of(
            $"Client {profile.Nip} ({profile.Name}) has no retired token to go back to. See {Retired(profile)}.",
            $"Klient {profile.Nip} ({profile.Name}) nie ma wycofanego tokena, do którego można wrócić. Zobacz "
                + $"{Retired(profile)}."
        );

    public static string NotRestored(string problem) =>
        Of(
            $"The token does not sign in any more, so the certificate goes on serving the client: {problem}",
            $"Token już się nie loguje, więc klienta nadal obsługuje certyfikat: {problem}"
        );

    public static string SecretGone(SecretAddress secret) =>
        Of($"its secret {secret} is not in the vault.", $"w magazynie nie ma jego sekretu {secret}.");

    public static string OfAnotherOffice(SecretAddress secret) =>
        Of(
            $"Nothing was changed: by its name, the secret {secret} is another office's.",
            $"Niczego nie zmieniono: według nazwy sekret {secret} należy do innego biura."
        );

    public static string AnotherToken(SecretAddress secret, string reference) =>
        Of(
            $"Nothing was changed: the profile says token {reference}, and another one lies in the vault as {secret}. "
                + "It may be another office's.",
            $"Niczego nie zmieniono: profil podaje token {reference}, a w magazynie jako {secret} jest inny. Może "
                + "należeć do innego biura."
        );

    public static string SessionsLeft(ClientProfile profile, string problem) =>
        Of(
            $"{profile.Nip} ({profile.Name}): the token is revoked, but its sessions could not be closed; KSeF ends "
                + $"them within 15 minutes: {problem}",
            $"{profile.Nip} ({profile.Name}): token unieważniono, ale nie udało się zamknąć jego sesji; KSeF zakończy "
                + $"je w ciągu 15 minut: {problem}"
        );

    public static string SessionsUnseen() =>
        Of(
            "an earlier run was interrupted before it closed them, and KSeF shows them to nobody here.",
            "wcześniejsze uruchomienie przerwano przed ich zamknięciem, a KSeF nikomu z biura ich nie pokazuje."
        );

    public static string Unexpected(Exception exception) =>
        Of(
            $"an unexpected {exception.GetType().Name} stopped the work on this client.",
            $"pracę nad tym klientem przerwał niespodziewany błąd {exception.GetType().Name}."
        );

    public static string NoProfile(string nip) =>
        Of($"The office has no client {nip} any more.", $"Biuro nie ma już klienta {nip}.");

    public static string List(IEnumerable<string> permissions) => string.Join(", ", permissions);

    public static string Day(DateOnly day) => LocalTime.Day(day);

    private static string Day(DateTimeOffset time) => LocalTime.Day(time);

    private static string Names(OfficeFolder office) =>
        office.Settings.Identities.Count == 0
            ? Of("none", "żadnej")
            : string.Join(", ", office.Settings.Identities.Select(identity => identity.Name));

    private static string Parameter(OfficeIdentity identity) => $"-Identity {CommandText.Argument(identity.Name)}";

    private static string Enrol(OfficeIdentity identity) =>
        CommandText.Of("New-KsefSigningRequest").With("Identity", identity.Name).Literally("-ForEnrolment");

    private static string Retired(ClientProfile profile) =>
        CommandText.Of("Get-KsefCredential").With(profile.Nip.Value).Literally("-IncludeRetired");
}
