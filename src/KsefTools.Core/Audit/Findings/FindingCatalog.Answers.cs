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
                        $"KSeF ogranicza liczbę żądań i na to nie odpowiedział: {a.Detail}"
                    ),
                a => TestAgain(a, "after the time that KSeF named", "po czasie, który wskazał KSeF")
            ),
            Line(
                FindingCode.PortalRefused,
                FindingSeverity.Unknown,
                a =>
                    Of(
                        $"A gateway in front of KSeF refused the request; that says nothing of the token: {a.Detail}",
                        $"Zabezpieczenia przed KSeF odrzuciły żądanie, co nic nie mówi o tokenie: {a.Detail}"
                    ),
                a => TestAgain(a, "later, or from another network", "później albo z innej sieci")
            ),
            Line(
                FindingCode.Unreachable,
                FindingSeverity.Unknown,
                a => Of($"No usable answer from KSeF: {a.Detail}", $"Brak użytecznej odpowiedzi z KSeF: {a.Detail}"),
                a => TestAgain(a, "again later", "ponownie później")
            ),
            Line(
                FindingCode.EnvironmentChanged,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The profile says {a.Environment}, the secret is another environment's: {a.Detail}",
                        $"Profil wskazuje {a.Environment}, a sekret jest z innego środowiska: {a.Detail}"
                    ),
                a =>
                    a.Kind is CredentialKind.Token
                        ? StoreToken(
                            a,
                            $"a token of {a.Environment}, if the client has moved there; else find out who changed the "
                                + "file",
                            $"token ze środowiska {a.Environment}, jeśli klient do niego przeszedł; jeśli nie, ustal, "
                                + "kto zmienił plik"
                        )
                        : RequestAgain(a)
            ),
            Line(
                FindingCode.EnvironmentNotAllowed,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The profile would send this client's secret to an unknown server; it was not sent. "
                            + $"{a.Detail}",
                        $"Według profilu sekret tego klienta trafiłby na nieznany serwer; nie został wysłany. "
                            + $"{a.Detail}"
                    ),
                a =>
                    CommandText
                        .Of("Set-KsefProfile")
                        .With("Nip", a.Nip)
                        .Literally("-Environment production")
                        .Remark(
                            Of(
                                "or demo, or test; and find out who wrote that address into the file",
                                "albo demo, albo test; i ustal, kto wpisał ten adres do pliku"
                            )
                        )
            ),
        ];
}
