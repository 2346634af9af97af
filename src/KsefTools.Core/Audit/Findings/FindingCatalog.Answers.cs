using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>No answer, or one that says nothing about the credential.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] AnswerEntries =>
        [
            Line(
                FindingCode.RateLimited,
                FindingSeverity.Unknown,
                a =>
                    Of(
                        $"KSeF asks for fewer requests and has not answered this one: {a.Detail}",
                        $"KSeF żąda mniejszej liczby zapytań i na to nie odpowiedział: {a.Detail}"
                    ),
                a => TestAgain(a, "after the time that KSeF named", "po czasie, który wskazał KSeF")
            ),
            Line(
                FindingCode.PortalRefused,
                FindingSeverity.Unknown,
                a =>
                    Of(
                        $"KSeF's front door refused the request, which says nothing about the token: {a.Detail}",
                        $"Brama przed KSeF odrzuciła zapytanie, co nic nie mówi o tokenie: {a.Detail}"
                    ),
                a => TestAgain(a, "later, or from another network", "później albo z innej sieci")
            ),
            Line(
                FindingCode.Unreachable,
                FindingSeverity.Unknown,
                a => Of($"KSeF gave no usable answer: {a.Detail}", $"KSeF nie dał użytecznej odpowiedzi: {a.Detail}"),
                a => TestAgain(a, "again later", "ponownie później")
            ),
        ];
}
