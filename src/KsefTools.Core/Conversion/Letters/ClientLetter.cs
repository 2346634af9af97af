using System.Globalization;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Conversion.Letters;

/// <summary>
/// What a client is asked for when only the client can grant it: to which party, what exactly, where to click, and why.
/// The labels are those of the Ministry's application (Aplikacja Podatnika KSeF) as published guides quote them in
/// 2026.
/// </summary>
internal sealed record ClientLetter
{
    public required OfficeSettings Office { get; init; }

    public required ClientProfile Client { get; init; }

    /// <summary>Who the client lets in.</summary>
    public required CertificateIdentity Subject { get; init; }

    /// <summary>Whether that is a company, which cannot have what only a person can.</summary>
    public required bool IsCompany { get; init; }

    /// <summary>The person's or the company's name, as the certificate has it.</summary>
    public required string SubjectName { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether a person is asked for: the office has none yet, or the identity is one.</summary>
    public required bool IsPerson { get; init; }

    private static readonly CultureInfo PolishCulture = CultureInfo.GetCultureInfo("pl-PL");

    public string PolishSubject => $"KSeF: prośba o nadanie uprawnień ({Office.Name})";

    public string Polish() =>
        $"""
            # {Text(PolishSubject)}

            Dzień dobry,

            obsługujemy w KSeF faktury firmy {Text(Client.Name)} ({Client.Nip.InPolish}). Dotąd robiliśmy to tokenem KSeF. Według obowiązujących przepisów tokeny działają tylko do {Office.Policy.TokensEndOn.ToString(
                "d MMMM yyyy",
                PolishCulture
            )} r.; potem program biura loguje się certyfikatem. Certyfikat potwierdza tylko, kim jesteśmy, dlatego prosimy o nadanie nam uprawnień:

            {WhomPolish()}
            - uprawnienia: {string.Join(", ", Permissions.Select(PermissionNames.Polish))}

            Jak to zrobić (około 3 minuty; potrzebne jest prawo do zarządzania uprawnieniami w firmie):

            1. Otwórz Aplikację Podatnika KSeF: https://ap.ksef.mf.gov.pl i zaloguj się w kontekście firmy, podając {Client.Nip.InPolish}.
            2. Z menu po lewej wybierz „Uprawnienia”, a potem „Nadaj uprawnienie”.
            3. {KindPolish()}
            4. Wpisz dane podane wyżej i zaznacz tylko wymienione uprawnienia. Prawa do dalszego przekazywania nie potrzebujemy.
            5. Zatwierdź przyciskiem „Nadaj uprawnienia”.

            Niczego nie trzeba nam odsyłać: nasz program sam zauważy nowe uprawnienia. Uprawnienia można w każdej chwili odebrać w tym samym miejscu.

            {Text(Office.Name)}, NIP {Office.Nip}

            """;

    public string English() =>
        $"""
            # KSeF: please grant permissions to {Text(Office.Name)}

            We handle the KSeF invoices of {Text(Client.Name)} ({Client.Nip.InEnglish}). So far we have used a KSeF token. Under the law in force tokens work until {Office.Policy.TokensEndOn.ToString(
                "d MMMM yyyy",
                CultureInfo.InvariantCulture
            )}; after that our program signs in with a certificate. A certificate only says who we are, so we ask you to grant:

            {WhomEnglish()}
            - permissions: {string.Join(", ", Permissions.Select(PermissionNames.English))}

            How to do it (about 3 minutes; you need the right to manage the company's permissions):

            1. Open the Ministry's application, Aplikacja Podatnika KSeF: https://ap.ksef.mf.gov.pl, and sign in for {Client.Nip.InEnglish}.
            2. In the menu on the left choose "Uprawnienia", then "Nadaj uprawnienie".
            3. {KindEnglish()}
            4. Enter the data above and tick the permissions named there and no others. We do not need the right to pass them on.
            5. Confirm with "Nadaj uprawnienia".

            There is nothing to send back: our program notices the new permissions by itself. You can take them back at any time in the same place.

            {Text(Office.Name)}, NIP {Office.Nip}

            """;

    private static string Text(string name) => MarkdownText.Of(name);

    private string WhomPolish() =>
        IsPerson
            ? $"- osobie z biura: {PersonPolish()}"
            : $"- firmie (podmiotowi): {Text(Office.Name)}, NIP {Subject.Value}";

    private string WhomEnglish() =>
        IsPerson
            ? $"- to a person of the office: {PersonEnglish()}"
            : $"- to a company (podmiot): {Text(Office.Name)}, NIP {Subject.Value}";

    // A seal's certificate cannot have these permissions, and which person is to have them is not known here.
    private string PersonPolish() =>
        IsCompany ? "prosimy o kontakt, podamy imię, nazwisko i PESEL" : $"{Text(SubjectName)}, {Identifier()}";

    private string PersonEnglish() =>
        IsCompany ? "please contact us for name and PESEL" : $"{Text(SubjectName)}, {Identifier()}";

    private string Identifier() =>
        Subject.Kind switch
        {
            IdentityKind.Nip => $"NIP {Subject.Value}",
            IdentityKind.Pesel => $"PESEL {Subject.Value}",
            _ => $"odcisk palca certyfikatu / certificate fingerprint {Subject.Value}",
        };

    private string KindPolish() =>
        IsPerson
            ? "Jako rodzaj uprawnienia wybierz uprawnienia dla osoby fizycznej."
            : "Jako rodzaj uprawnienia wybierz „Podmiotowi do wystawiania i przeglądania faktur”.";

    private string KindEnglish() =>
        IsPerson
            ? "As the kind of permission choose permissions for a natural person (osoba fizyczna)."
            : "As the kind of permission choose \"Podmiotowi do wystawiania i przeglądania faktur\".";
}
