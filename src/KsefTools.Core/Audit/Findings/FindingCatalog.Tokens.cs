using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>The token itself: does KSeF take it, and for which client?</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] TokenEntries =>
        [
            Line(
                FindingCode.TokenRevoked,
                FindingSeverity.Critical,
                _ => Of("The token was revoked in KSeF.", "Token został unieważniony w KSeF."),
                a => StoreToken(a, "a new token of this client", "nowy token tego klienta")
            ),
            Line(
                FindingCode.TokenInactive,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "KSeF knows the token, but it is not active: it never became so, or is being revoked.",
                        "KSeF zna token, ale nie jest on aktywny: nigdy się nie aktywował albo jest unieważniany."
                    ),
                a => StoreToken(a, "a new token of this client", "nowy token tego klienta")
            ),
            Line(
                FindingCode.WrongEnvironment,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The token belongs to {a.Detail}, the profile says {a.Environment}.",
                        $"Token należy do środowiska {a.Detail}, a profil wskazuje {a.Environment}."
                    ),
                a => StoreToken(a, $"a token of {a.Environment}", $"token ze środowiska {a.Environment}")
            ),
            Line(
                FindingCode.WrongContext,
                FindingSeverity.Critical,
                a =>
                    a.Detail.Length == 0
                        ? Of(
                            "The token is another client's: KSeF does not accept it in this context.",
                            "To token innego klienta: KSeF nie przyjmuje go w tym kontekście."
                        )
                        : Of(
                            $"The token is another client's: it belongs to {a.Detail}.",
                            $"To token innego klienta: należy do {a.Detail}."
                        ),
                a => StoreToken(a, "this client's own token", "własny token tego klienta")
            ),
            Line(
                FindingCode.TokenUnknown,
                FindingSeverity.Critical,
                a =>
                    a.Detail.Length == 0
                        ? Of(
                            "KSeF does not know this token: mistyped, cut off, or from another environment or KSeF "
                                + "1.0.",
                            "KSeF nie zna tego tokena: przepisany z błędem, ucięty albo z innego środowiska lub "
                                + "KSeF 1.0."
                        )
                        : Of(
                            $"The secret is not a KSeF token: {a.Detail}",
                            $"Sekret nie jest tokenem KSeF: {a.Detail}"
                        ),
                a => StoreToken(a, "the whole token, as KSeF showed it", "cały token, tak jak pokazał go KSeF")
            ),
            Line(
                FindingCode.ContextBlocked,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "KSeF has blocked signing in for this client: it suspects a security incident.",
                        "KSeF zablokował logowanie w kontekście tego klienta: podejrzewa incydent bezpieczeństwa."
                    ),
                a =>
                    TestAgain(
                        a,
                        "after the client has cleared it with the Ministry of Finance",
                        "gdy klient wyjaśni to z Ministerstwem Finansów"
                    )
            ),
            Line(
                FindingCode.TokenPending,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"The token was generated on {a.Day} and is not active yet.",
                        $"Token wygenerowano {a.Day} i nie jest jeszcze aktywny."
                    ),
                a => TestAgain(a, "again in a few minutes", "ponownie za kilka minut")
            ),
        ];
}
