using KsefTools.Core.Conversion;
using KsefTools.Core.SignIn;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Access.Ending;

/// <summary>What the end of accesses says to people.</summary>
internal static class EndingSentences
{
    public static string Refused(SignInException refusal) => ConversionSentences.SignInRefused(refusal);

    public static string OnlyAuthorOrClient() =>
        Of(
            "Only its author or the client can revoke this token.",
            "Ten token może unieważnić tylko jego autor albo klient."
        );

    public static string OnlyClientTakesBack() =>
        Of(
            "Only the client can take this permission back: no credential of the office may manage permissions there.",
            "To uprawnienie może odebrać tylko klient: żadne poświadczenie biura nie zarządza tam uprawnieniami."
        );

    public static string StillLetIn() =>
        Of(
            "Its sessions are closed and the profile does not name it any more, but KSeF still lets it in: only the "
                + "client can take its permissions back.",
            "Jego sesje są zamknięte, a profil już go nie wskazuje, ale KSeF nadal je wpuszcza: uprawnienia może "
                + "odebrać tylko klient."
        );

    public static string OfflineStays() =>
        Of(
            "Nobody can sign in with a certificate of type Offline, and revoking it breaks the QR codes on invoices "
                + "that were handed out with it. -IncludeOffline revokes it anyway.",
            "Certyfikatem typu Offline nie można się zalogować, a po jego unieważnieniu przestaną działać kody QR na "
                + "wydanych z nim fakturach. -IncludeOffline unieważni go mimo to."
        );

    public static string OfflineGoes(string client, string serial) =>
        Of(
            $"{client}: revoking certificate {serial} of type Offline breaks the QR codes on invoices that were handed "
                + "out with it.",
            $"{client}: po unieważnieniu certyfikatu {serial} typu Offline przestaną działać kody QR na wydanych z nim "
                + "fakturach."
        );

    public static string NotHeldHere() =>
        Of(
            "The office does not have its key: the certificate is its owner's, who may use it elsewhere.",
            "Biuro nie ma jego klucza: certyfikat należy do właściciela, który może go używać gdzie indziej."
        );

    public static string NotKsefs() =>
        Of(
            "KSeF did not issue this certificate and cannot revoke it: its owner and its issuer can.",
            "Tego certyfikatu nie wydał KSeF i nie może go unieważnić: mogą to zrobić właściciel i wystawca."
        );

    public static string LastAccess() =>
        Of(
            "The office would lose its last working access to this client, so nothing was ended. First another access "
                + "(-Replace makes new tokens), or -Force.",
            "Biuro straciłoby ostatni działający dostęp do tego klienta, więc niczego nie zakończono. Najpierw inny "
                + "dostęp (-Replace tworzy nowe tokeny) albo -Force."
        );

    public static string StillServes(IEnumerable<string> clients) =>
        Of(
            $"The certificate stays, because nothing else gives access to these clients: {string.Join(", ", clients)}.",
            $"Certyfikat pozostaje, bo nic innego nie daje dostępu do tych klientów: {string.Join(", ", clients)}."
        );

    public static string WaitsForEarlier() =>
        Of(
            "It waits for something that has to end first and has not ended yet. The same command goes on.",
            "Czeka, bo nie zakończyło się jeszcze to, co musi zakończyć się wcześniej. To samo polecenie podejmie "
                + "pracę."
        );

    public static string NotAllSeen(int clients) =>
        Of(
            $"At {Counted.Of(clients, "client", "clients")} the office's sessions see only their own access: what else "
                + "there is, only the client sees (Get-KsefAccess -Verbose names them).",
            $"U {Counted.Of(clients, "klienta", "klientów", "klientów")} sesje biura widzą tylko własny dostęp: resztę "
                + "widzi tylko klient (nazwy podaje Get-KsefAccess -Verbose)."
        );

    public static string Busy() =>
        Of("Another process is at work on this access.", "Nad tym dostępem pracuje już inny proces.");

    public static string NobodyAtHome() =>
        Of(
            "It was granted in the office's own context, where no identity of the office has a certificate.",
            "Nadano je w kontekście biura, a żadna jego tożsamość nie ma tam certyfikatu."
        );
}
