using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tokens.Making;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Tokens;

/// <summary>What making, rotating and revoking tokens says to people, and the commands that go on.</summary>
internal static class TokenSentences
{
    public static string OnlyTokens() =>
        Of(
            "KSeF makes tokens only for a session that a signature or a certificate opened, never for a token's, and "
                + "of this client there are only tokens. Let the client or a person with permissions sign, then run "
                + "this again.",
            "KSeF wydaje tokeny tylko w sesji otwartej podpisem lub certyfikatem, nigdy w sesji tokena, a dla tego "
                + "klienta są tylko tokeny. Niech podpisze klient lub osoba z uprawnieniami, potem uruchom to ponownie."
        );

    public static string NobodyMayMake(IEnumerable<string> permissions, IReadOnlyList<string> refusals) =>
        Of(
            $"KSeF gives a token no more than its author may do, and nobody here may do {List(permissions)} at this "
                + $"client. {string.Join(' ', refusals)}",
            $"KSeF nie da tokenowi więcej, niż może jego autor, a nikt w biurze nie ma u tego klienta uprawnień: "
                + $"{List(permissions)}. "
                + string.Join(' ', refusals)
        );

    public static string MakerLacks(string who, IEnumerable<string> lacking) =>
        Of($"{who} lacks {List(lacking)}.", $"{who}: brakuje {List(lacking)}.");

    public static string NobodyLooks(string? author, IReadOnlyList<string> refusals) =>
        Of(
                "An earlier run may have made a token that only KSeF knows, and nobody here can look for it"
                    + $"{(author is null ? "" : $" as {author}")}: sign once more, then run this again. "
                    + string.Join(' ', refusals),
                "Wcześniejsze uruchomienie mogło utworzyć token, który zna tylko KSeF, a biuro nie może go poszukać"
                    + $"{(author is null ? "" : $" jako {author}")}: podpisz jeszcze raz i uruchom to ponownie. "
                    + string.Join(' ', refusals)
            )
            .TrimEnd();

    public static string StillPending(string reference) =>
        Of(
            $"KSeF has not finished with token {reference} yet; the same command goes on later.",
            $"KSeF nie skończył jeszcze z tokenem {reference}; to samo polecenie podejmie pracę później."
        );

    public static string NotOfOurForm(string reference) =>
        Of(
            $"KSeF made token {reference} in a form that is not known here; it was revoked again.",
            $"KSeF utworzył token {reference} w nieznanej postaci; unieważniono go."
        );

    public static string NotReadBack(SecretAddress secret) =>
        Of($"Written, but not there on reading back: {secret}.", $"Zapisano, ale przy odczycie brak: {secret}.");

    public static string PlaceTaken(SecretAddress secret) =>
        Of(
            $"Another process has stored a secret as {secret} meanwhile, and it stays. The same command again takes "
                + "another name.",
            $"Inny proces zapisał tymczasem sekret jako {secret}, i on pozostaje. To samo polecenie użyje innej nazwy."
        );

    public static string NotTakenBack(ClientId nip, string reference, string problem) =>
        Of(
            $"{nip}: the vault did not take the new token {reference}, and it could not be revoked: {problem} The next "
                + "run does it.",
            $"{nip}: magazyn nie przyjął nowego tokena {reference} i nie udało się go unieważnić: {problem} Zrobi to "
                + "następne uruchomienie."
        );

    public static string MayNot(IEnumerable<string> missing) =>
        Of($"its session may not do {List(missing)}.", $"jego sesji brakuje {List(missing)}.");

    public static string FailedInKsef(IReadOnlyList<string> details) =>
        Of(
                $"KSeF could not make it. {PlainText.Line(string.Join(' ', details))}",
                $"KSeF nie mógł go utworzyć. {PlainText.Line(string.Join(' ', details))}"
            )
            .TrimEnd();

    public static string NotProven(string problem) =>
        Of(
            $"The new token was revoked again, and nothing else was changed: {problem}",
            $"Nowy token unieważniono i niczego więcej nie zmieniono: {problem}"
        );

    public static string NoLongerProven(string problem) =>
        Of(
            $"The new token is in the profile, but does not work now, so the old one is kept: {problem}",
            $"Nowy token jest w profilu, ale teraz nie działa, więc stary pozostaje: {problem}"
        );

    public static string FormerInUse(string client) =>
        Of(
            $"The new token is in use; the old one was not revoked: {client} still uses it.",
            $"Działa nowy token; starego nie unieważniono: używa go jeszcze {client}."
        );

    public static string FormerUnknown(SecretAddress former) =>
        Of(
            $"The new token is in use; the old one's number is not known, because {former} is not in the vault.",
            $"Działa nowy token; numer starego jest nieznany, bo w magazynie nie ma {former}."
        );

    public static string FormerNotRevoked(string problem) =>
        Of(
            $"The new token is in use; the old one could not be revoked: {problem}",
            $"Działa nowy token; starego nie udało się unieważnić: {problem}"
        );

    public static string FormerStillAlive() =>
        Of(
            "The new token is in use. KSeF has accepted the old one's revocation, but it still signs in; the same "
                + "command goes on later.",
            "Działa nowy token. KSeF przyjął unieważnienie starego, ale ten nadal się loguje; to samo polecenie "
                + "podejmie pracę później."
        );

    public static string SessionsLeft(ClientProfile profile, string problem) =>
        Of(
            $"{profile.Nip} ({profile.Name}): the token is revoked, but its sessions could not be closed; KSeF ends "
                + $"them within 15 minutes: {problem}",
            $"{profile.Nip} ({profile.Name}): token unieważniono, ale nie udało się zamknąć jego sesji; KSeF zakończy "
                + $"je w ciągu 15 minut: {problem}"
        );

    public static string NoPermissionsNamed() =>
        Of(
            "The profile names no permissions, so say what the token may do: -Permission.",
            "Profil nie podaje uprawnień, więc podaj uprawnienia tokena: -Permission."
        );

    public static string FormerPermissionsUnknown() =>
        Of(
            "What the old token was made for cannot be read, and the profile does not say: New-KsefToken with "
                + "-Permission makes a new one.",
            "Nie da się odczytać, do czego służył stary token, a profil tego nie podaje: nowy utworzy New-KsefToken z "
                + "-Permission."
        );

    public static string TooMuch(IEnumerable<string> excess) =>
        Of(
            $"{List(excess)} is more than the profile expects or the office's policy allows; -Force makes it anyway.",
            $"{List(excess)} to więcej, niż oczekuje profil lub pozwalają zasady biura; -Force utworzy token mimo to."
        );

    public static string NotDue(DateOnly created, DateOnly due) =>
        Of(
            $"Made on {LocalTime.Day(created)}, due after {LocalTime.Day(due)}.",
            $"Utworzony {LocalTime.Day(created)}, do wymiany po {LocalTime.Day(due)}."
        );

    public static string Busy() =>
        Of(
            "Another process is at work on this client's credentials; see what it did when it is done.",
            "Inny proces zmienia poświadczenia tego klienta; sprawdź wynik, gdy skończy."
        );

    public static string CompletedEarlier(ClientId nip, TokenOutcome outcome, string? reference) =>
        Of(
            $"{nip}: what an earlier run had begun is complete ({outcome}, {reference}).",
            $"{nip}: dokończono to, co zaczęło wcześniejsze uruchomienie ({outcome}, {reference})."
        );

    /// <summary>Lets the client sign.</summary>
    public static string Sign(string nip) => CommandText.Of("New-KsefSigningRequest").With(nip).ToString();

    /// <summary>Writes to the client who has to grant something.</summary>
    public static string AskClient(string nip) =>
        CommandText.Of("Convert-KsefToCertificate").With(nip).Literally("-RequestPath .").ToString();

    public static string Update(TokenPlan plan) => CommandText.Of("Update-KsefToken").With(plan.Nip.Value).ToString();

    public static string Revoke(string nip, string? reference) =>
        CommandText.Of("Revoke-KsefToken").With(nip).With("Reference", reference).ToString();

    public static string List(IEnumerable<string> permissions) => string.Join(", ", permissions);
}
