using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>What works today and still needs somebody.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] HygieneEntries =>
        [
            Line(
                FindingCode.TokenEndsByLaw,
                FindingSeverity.Information,
                a => EndByLaw(a) + (a.LaterDate is null ? "." : EndAnnounced(a)),
                _ =>
                    "Get-KsefCredential -Kind Token | Convert-KsefToCertificate -WhatIf  # "
                    + Of(
                        "the plan for the clients who need a KSeF certificate by then",
                        "plan dla klientów, którym do tego czasu potrzebny jest certyfikat KSeF"
                    )
            ),
            Line(
                FindingCode.GrantArrived,
                FindingSeverity.Information,
                _ =>
                    Of(
                        "The client has granted what the move to a certificate was waiting for.",
                        "Klient nadał uprawnienia, na które czekało przejście na certyfikat."
                    ),
                a => OfClient("Convert-KsefToCertificate", a)
            ),
            Line(
                FindingCode.RotationDue,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"The token is {Counted.Days(a.Days)} old, generated on {a.Day}: the office's policy wants "
                            + "a new one.",
                        $"Token ma {Counted.Days(a.Days)}, wygenerowano go {a.Day}: zasady biura wymagają nowego."
                    ),
                a =>
                    StoreToken(
                        a,
                        "a new token; then revoke the old one (Get-KsefToken, Revoke-KsefToken)",
                        "nowy token; potem unieważnij stary (Get-KsefToken, Revoke-KsefToken)"
                    )
            ),
            Line(
                FindingCode.Unused,
                FindingSeverity.Warning,
                a =>
                    a.Detail.Length == 0
                        ? Of(
                            $"Nobody has used the token for {Counted.Days(a.Days)}, since {a.Day}.",
                            $"Nikt nie używał tokena przez {Counted.Days(a.Days)}, od {a.Day}."
                        )
                        : Of(
                            $"The token was generated on {a.Day} and never used.",
                            $"Token wygenerowano {a.Day} i nigdy go nie użyto."
                        ),
                a =>
                    OfClient("Remove-KsefCredential", a)
                        .Remark(
                            Of(
                                "if nothing needs it; revoke it first (Revoke-KsefToken)",
                                "jeśli nic go nie potrzebuje; najpierw go unieważnij (Revoke-KsefToken)"
                            )
                        )
            ),
            Line(
                FindingCode.GhostToken,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"Active tokens of this client in KSeF that no profile names: {a.Reference}.",
                        $"Aktywne w KSeF tokeny tego klienta, których nie wskazuje żaden profil: {a.Reference}."
                    ),
                a =>
                    OfClient("Get-KsefToken", a)
                        .Remark(
                            Of(
                                "shows their authors; Revoke-KsefToken ends those that nobody needs",
                                "pokazuje autorów; zbędne unieważni Revoke-KsefToken"
                            )
                        )
            ),
        ];

    private static string EndByLaw(FindingArguments a) =>
        a.Days < 0
            ? Of($"By law, KSeF tokens ended on {a.Day}", $"Zgodnie z przepisami tokeny KSeF przestały działać {a.Day}")
            : Of(
                $"By law, KSeF tokens end on {a.Day}, in {Counted.Days(a.Days)}",
                $"Zgodnie z przepisami tokeny KSeF działają do {a.Day} (jeszcze {Counted.Days(a.Days)})"
            );

    private static string EndAnnounced(FindingArguments a) =>
        Of(
            $"; announced, but not law: usable until {a.LaterDay}.",
            $"; Ministerstwo zapowiedziało, że będą działać do {a.LaterDay}, ale przepisy tego nie mówią."
        );
}
