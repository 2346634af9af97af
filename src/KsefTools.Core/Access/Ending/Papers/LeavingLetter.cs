using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Access.Ending.Papers;

/// <summary>
/// What a client is asked to end where nobody of the office may: which permissions and tokens, whose, and where.
/// </summary>
internal sealed record LeavingLetter(OfficeSettings Office, ClientProfile Client, IReadOnlyList<KsefAccessStep> Steps)
{
    public string PolishSubject => $"KSeF: prośba o zakończenie dostępu ({Office.Name})";

    public string Polish() =>
        $"""
            # {Text(PolishSubject)}

            Dzień dobry,

            kończymy dostęp do KSeF firmy {Text(
                Client.Name
            )} ({Client.Nip.InPolish}). To, co mogliśmy zakończyć sami, już zakończyliśmy. Resztę może zakończyć tylko Państwa firma, dlatego prosimy o odebranie lub unieważnienie:

            {Lines(polish: true)}

            Jak to zrobić (około 3 minuty; potrzebne jest prawo do zarządzania uprawnieniami w firmie):

            1. Otwórz Aplikację Podatnika KSeF: https://ap.ksef.mf.gov.pl i zaloguj się w kontekście firmy, podając {Client.Nip.InPolish}.
            2. Uprawnienia: z menu po lewej wybierz „Uprawnienia”, odszukaj je na liście nadanych i odbierz.
            3. Tokeny: na liście tokenów odszukaj numer podany wyżej i unieważnij token.

            Prosimy o krótką wiadomość, gdy to będzie gotowe: sprawdzimy, że nic nam już nie działa.

            {Text(Office.Name)}, NIP {Office.Nip}

            """;

    public string English() =>
        $"""
            # KSeF: please end what we still have ({Text(Office.Name)})

            We are ending access to the KSeF of {Text(
                Client.Name
            )} ({Client.Nip.InEnglish}). What we could end ourselves is ended. The rest only your company can end, so we ask you to take back or revoke:

            {Lines(polish: false)}

            How to do it (about 3 minutes; you need the right to manage the company's permissions):

            1. Open the Ministry's application, Aplikacja Podatnika KSeF: https://ap.ksef.mf.gov.pl, and sign in for {Client.Nip.InEnglish}.
            2. Permissions: in the menu on the left choose "Uprawnienia", find them in the list of those granted, and take them back.
            3. Tokens: find the number above in the list of tokens, and revoke the token.

            Please drop us a line once it is done: we will check that nothing of ours works any more.

            {Text(Office.Name)}, NIP {Office.Nip}

            """;

    private string Lines(bool polish) => string.Join('\n', Steps.Select(step => $"- {Line(step, polish)}"));

    private static string Line(KsefAccessStep step, bool polish) =>
        step.Kind switch
        {
            AccessKind.Token => "token " + Text(step.Reference ?? step.What),
            AccessKind.Permission => (polish ? "uprawnienie: " : "permission: ")
                + Name(step, polish)
                + Holder(step, polish),
            _ => (polish ? "wszystkie uprawnienia" : "all permissions") + Holder(step, polish),
        };

    private static string Name(KsefAccessStep step, bool polish) =>
        polish ? PermissionNames.Polish(step.What) : PermissionNames.English(step.What);

    private static string Holder(KsefAccessStep step, bool polish) =>
        step.Holder is { } holder ? $"{(polish ? ", nadane: " : ", granted to: ")}{Text(holder)}" : "";

    private static string Text(string text) => MarkdownText.Of(text);
}
