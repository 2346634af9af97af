using static KsefTools.Core.UiText;

namespace KsefTools.Core.Reports.Data;

/// <summary>Every word of the page, in the language of the report.</summary>
internal sealed record ReportTexts
{
    public string Run { get; } = Of("Audit of", "Audyt z");
    public string Summary { get; } = Of("Summary", "Podsumowanie");
    public string SinceLast { get; } = Of("since the last audit", "od poprzedniego");
    public string NoChange { get; } = Of("as before", "bez zmian");
    public string Week { get; } = Of("To do this week", "Do zrobienia w tym tygodniu");
    public string NothingUrgent { get; } =
        Of("Nothing has to be done this week.", "W tym tygodniu nic nie trzeba robić.");
    public string Later { get; } = Of("To do when there is time", "Do zrobienia w wolnej chwili");
    public string NothingLater { get; } = Of("Nothing.", "Nic.");
    public string Changes { get; } = Of("What changed", "Co się zmieniło");
    public string FirstRun { get; } = Of("There is no earlier audit to compare with.", "Nie ma wcześniejszego audytu.");
    public string NothingChanged { get; } = Of("Nothing has changed since", "Nic się nie zmieniło od");
    public string SinceRun { get; } = Of("Since", "Od");
    public string Change { get; } = Of("Change", "Zmiana");
    public string Client { get; } = Of("Client", "Klient");
    public string Finding { get; } = Of("Finding", "Ustalenie");
    public string Calendar { get; } = Of("Calendar", "Kalendarz");
    public string CalendarCaption { get; } = Of("What ends, and when", "Co i kiedy się kończy");
    public string NoEnds { get; } = Of("Nothing ends.", "Nic się nie kończy.");
    public string Day { get; } = Of("Day", "Dzień");
    public string What { get; } = Of("What", "Co");
    public string Whose { get; } = Of("Whose", "Czyje");

    /// <summary>By the names that a browser gives to the forms of a number.</summary>
    public IReadOnlyDictionary<string, string> ClientForms { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["one"] = Of("client", "klient"),
            ["few"] = Of("clients", "klienci"),
            ["many"] = Of("clients", "klientów"),
            ["other"] = Of("clients", "klientów"),
        };
    public string Quotas { get; } = Of("Certificates KSeF still allows", "Ile certyfikatów KSeF jeszcze wyda");
    public string QuotasCaption { get; } = Of("Left for the office's identities", "Pozostało tożsamościom biura");
    public string Left { get; } = Of("Left", "Pozostało");

    [System.Text.Json.Serialization.JsonPropertyName("of")]
    public string OfHowMany { get; } = Of("Of", "Z");
    public string Clients { get; } = Of("Clients", "Klienci");
    public string GridCaption { get; } = Of("Clients and their findings", "Klienci i ustalenia");
    public string Status { get; } = Of("Status", "Stan");
    public string Search { get; } = Of("Search", "Szukaj");
    public string All { get; } = Of("All", "Wszystkie");
    public string Back { get; } = Of("All clients", "Wszyscy klienci");
    public string Environment { get; } = Of("Environment", "Środowisko");
    public string Granted { get; } = Of("Granted to the office", "Nadane biuru");
    public string Findings { get; } = Of("Findings", "Ustalenia");
    public string AllWell { get; } = Of("All is well.", "Wszystko w porządku.");
    public string Turn { get; } = Of("whose turn", "czyj ruch");
    public string Command { get; } = Of("Command to type", "Polecenie do wpisania");
    public string Credentials { get; } = Of("Credentials", "Poświadczenia");
    public string Kind { get; } = Of("Kind", "Rodzaj");
    public string Secret { get; } = Of("Name in the vault", "Nazwa w magazynie");
    public string Identity { get; } = Of("Identity of the office", "Tożsamość biura");
    public string Reference { get; } = Of("Number in KSeF", "Numer w KSeF");
    public string Serial { get; } = Of("Serial number", "Numer seryjny");
    public string Created { get; } = Of("Since", "Od");
    public string LastUsed { get; } = Of("Last used", "Ostatnio użyte");
    public string ValidTo { get; } = Of("Valid until", "Ważny do");
    public string Permissions { get; } = Of("May do", "Uprawnienia");
    public string History { get; } = Of("Earlier audits", "Wcześniejsze audyty");

    public string Access { get; } = Of("Who has access", "Kto ma dostęp");
    public string Holder { get; } = Of("Who", "Kto");
    public string OurOwn { get; } = Of("the office's", "biura");
    public string NotOurs { get; } = Of("not the office's", "spoza biura");
    public string ShowAll { get; } = Of("Show all", "Pokaż wszystkie");
    public string Nobody { get; } = Of("nobody KSeF names", "KSeF nie podaje");
    public string AccessCutOff { get; } =
        Of(
            "The audit was cut off before it had looked at every client.",
            "Audyt przerwano, zanim objął wszystkich klientów."
        );
    public string SeenOwn { get; } = Of("Only the office's own access was seen", "Widać tylko własny dostęp biura");
    public string SeenNothing { get; } = Of("Access could not be seen", "Nie można było sprawdzić dostępu");

    public IReadOnlyList<string> AccessKinds { get; } =
    [
        Of("Token", "Token"),
        Of("Permission", "Uprawnienie"),
        Of("Certificate", "Certyfikat"),
        Of("Session", "Sesja"),
        Of("Handed out", "Wydany certyfikat"),
    ];

    public IReadOnlyList<string> Statuses { get; } =
    [Of("Healthy", "Działa"), Of("Warning", "Ostrzeżenie"), Of("Unknown", "Nie wiadomo"), Of("Critical", "Nie działa")];

    public IReadOnlyList<string> Severities { get; } =
    [
        Of("Information", "Informacja"),
        Of("Warning", "Ostrzeżenie"),
        Of("Unknown", "Nie wiadomo"),
        Of("Critical", "Krytyczne"),
    ];

    public IReadOnlyList<string> Actors { get; } =
    [Of("The office", "Biuro"), Of("The client", "Klient"), Of("The Ministry, or time", "Ministerstwo lub czas")];

    public IReadOnlyList<string> ChangeKinds { get; } =
    [Of("New", "Nowe"), Of("Worse", "Gorzej"), Of("Better", "Lepiej"), Of("Gone", "Ustąpiło")];

    public IReadOnlyList<string> Kinds { get; } = [Of("Token", "Token"), Of("Certificate", "Certyfikat")];

    public IReadOnlyList<string> Outcomes { get; } =
    [
        Of("under way", "w toku"),
        Of("complete", "zakończone"),
        Of("cut off", "przerwane"),
        Of("a vault was closed", "magazyn był zamknięty"),
        Of("KSeF did not answer", "KSeF nie odpowiadał"),
        Of("outage of KSeF", "niedostępność KSeF"),
    ];

    public IReadOnlyDictionary<string, string> Nav { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["week"] = Of("This week", "W tym tygodniu"),
            ["changes"] = Of("Changes", "Zmiany"),
            ["calendar"] = Of("Calendar", "Kalendarz"),
            ["clients"] = Of("Clients", "Klienci"),
            ["access"] = Of("Access", "Dostęp"),
            ["later"] = Of("Later", "Później"),
            ["quotas"] = Of("Quotas", "Limity"),
        };
}
