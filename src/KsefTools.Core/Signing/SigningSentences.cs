using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing;

/// <summary>Every sentence about requests that are signed elsewhere, in one table.</summary>
internal static class SigningSentences
{
    public static string TooMany(int count) =>
        UiText.Of(
            $"{count} requests wait to be signed within ten minutes. One by one, about {SigningRequests.MostByHand} "
                + "can be signed in that time; unless your program signs a whole folder at once, take fewer "
                + $"(Select-Object -First {SigningRequests.MostByHand}). What comes too late is written again by "
                + "Complete-KsefSigningRequest.",
            $"Liczba żądań do podpisania w ciągu dziesięciu minut: {count}. Pojedynczo da się w tym czasie podpisać "
                + $"około {SigningRequests.MostByHand}; jeśli program nie podpisuje całego folderu naraz, weź "
                + $"mniej (Select-Object -First {SigningRequests.MostByHand}). Spóźnione "
                + "Complete-KsefSigningRequest przygotuje od nowa."
        );

    public static string Waiting(int minutes) =>
        UiText.Of(
            $"Still waiting to be signed; {minutes} min left.",
            $"Wciąż czeka na podpis; pozostało {minutes} min."
        );

    public static string Unknown(string file) =>
        UiText.Of(
            $"'{file}' answers no request that this office remembers: it is another office's, older than 30 days, "
                + "or its challenge was changed. Write a new one with New-KsefSigningRequest.",
            $"'{file}' nie odpowiada na żadne żądanie, które pamięta to biuro: jest z innego biura, starsze niż 30 "
                + "dni albo zmieniono w nim wyzwanie. Przygotuj nowe: New-KsefSigningRequest."
        );

    public static string Rejected(string file, string why) => $"'{file}': {why}";

    public static string NotReadable(string file, string why) =>
        UiText.Of($"'{file}' cannot be read: {why}", $"Nie można odczytać '{file}': {why}");

    public static string AlreadyAnswered =>
        UiText.Of(
            "This was answered before; a challenge works once, so nothing was sent. The file can be deleted.",
            "To żądanie już wykorzystano; wyzwanie działa raz, więc niczego nie wysłano. Plik można usunąć."
        );

    public static string Replaced(string? by) =>
        UiText.Of(
            $"Too late; sign its successor instead: {by}. This file can be deleted.",
            $"Spóźnione; podpisz następne: {by}. Ten plik można usunąć."
        );

    public static string RefusedBefore(string? why) =>
        UiText.Of(
            $"KSeF refused this signature before: {why} Correct the cause and write a new request with "
                + "New-KsefSigningRequest.",
            $"KSeF odrzucił już ten podpis: {why} Usuń przyczynę i przygotuj nowe żądanie: New-KsefSigningRequest."
        );

    public static string TooLate(DateTimeOffset deadline) =>
        UiText.Of(
            $"Too late: its challenge ended {LocalTime.Minute(deadline)}.",
            $"Za późno: wyzwanie wygasło {LocalTime.Minute(deadline)}."
        );

    public static string ChallengeSpent =>
        UiText.Of("KSeF no longer accepts its challenge.", "KSeF nie przyjmuje już tego wyzwania.");

    public static string SessionLost =>
        UiText.Of(
            "The session that the signature opened is not there any more.",
            "Nie ma już sesji, którą otworzył ten podpis."
        );

    public static string Reissued(string why, string path, int minutes) =>
        UiText.Of(
            $"{why} A new request waits: {path} ({minutes} min).",
            $"{why} Nowe żądanie czeka: {path} ({minutes} min)."
        );

    public static string NotReissued(string why) =>
        UiText.Of(
            $"{why} Write a new one with New-KsefSigningRequest, or run without -NoReissue.",
            $"{why} Przygotuj nowe: New-KsefSigningRequest, albo uruchom bez -NoReissue."
        );

    public static string Busy(CertificateHolder holder) =>
        UiText.Of(
            $"Another process is taking back what was signed for {holder.Title}; nothing was done here.",
            $"Inny proces przyjmuje podpisane żądanie ({holder.Title}); tutaj nic nie zrobiono."
        );

    public static string RunAgain(string why) =>
        UiText.Of(
            $"{why} Run again: it goes on where it stopped.",
            $"{why} Uruchom ponownie: podejmie pracę od tego miejsca."
        );

    public static string NotNeeded(IEnumerable<string> files) =>
        UiText.Of(
            $"Also signed, and not needed: {string.Join(", ", files)}.",
            $"Także podpisane, niepotrzebne: {string.Join(", ", files)}."
        );

    public static string ToSignIn(SigningRecord record) =>
        record.Enrolment is null
            ? UiText.Of($"Sign in ({record.ToOrder().Title})", $"Uwierzytelnienie ({record.ToOrder().Title})")
            : UiText.Of(
                $"Sign in and get a KSeF certificate ({record.ToOrder().Title})",
                $"Uwierzytelnienie i uzyskanie certyfikatu KSeF ({record.ToOrder().Title})"
            );

    public static string ToReissue(SigningRecord record) =>
        UiText.Of(
            $"Write a new request, because this one is too late ({record.ToOrder().Title})",
            $"Przygotowanie nowego żądania, bo to jest spóźnione ({record.ToOrder().Title})"
        );
}
