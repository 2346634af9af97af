using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>Codes that a certificate shares with tokens, in words that are true of a certificate.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] CertificateWordings =>
        [
            Word(
                FindingCode.NoAccessYet,
                a =>
                    a.Identity is null
                        ? Of("The profile names no certificate.", "Profil nie wskazuje certyfikatu.")
                        : Of(
                            $"The office's identity {a.Identity}, which serves this client, has no certificate yet.",
                            $"Tożsamość biura {a.Identity}, która obsługuje tego klienta, nie ma jeszcze certyfikatu."
                        ),
                a => RequestAgain(a)
            ),
            Word(
                FindingCode.SecretMissing,
                a =>
                    Of(
                        $"The secret {a.SecretName} is named, but the vault does not hold it.",
                        $"Wskazanego sekretu {a.SecretName} nie ma w magazynie."
                    ),
                StorePair
            ),
            Word(
                FindingCode.WrongEnvironment,
                a => Of($"The certificate does not fit: {a.Detail}", $"Certyfikat nie pasuje: {a.Detail}"),
                a =>
                    OfHolder("Get-KsefCertificate", a)
                        .Remark(
                            Of(
                                "one of the two is wrong: the environment (Set-KsefProfile, office.yaml), or the "
                                    + "secret (Set-KsefCredential)",
                                "jedno z dwojga jest złe: środowisko (Set-KsefProfile, office.yaml) albo sekret "
                                    + "(Set-KsefCredential)"
                            )
                        )
            ),
            Word(
                FindingCode.WrongContext,
                a =>
                    a.Identity is null
                        ? Of(
                            $"The certificate is another company's: it belongs to {a.Detail}.",
                            $"To certyfikat innej firmy: należy do {a.Detail}."
                        )
                        : Of(
                            $"The certificate is not that of the identity {a.Identity}: it belongs to {a.Detail}.",
                            $"To nie jest certyfikat tożsamości {a.Identity}: należy do {a.Detail}."
                        ),
                StorePair
            ),
            Word(
                FindingCode.NoPermissions,
                _ =>
                    Of(
                        "The certificate cannot sign in: its holder has no permission at this client.",
                        "Certyfikatem nie można się zalogować: jego posiadacz nie ma uprawnień u tego klienta."
                    ),
                a =>
                    AskClient(
                        a,
                        "better: the client grants permissions to the office's identity",
                        "lepiej, aby klient nadał uprawnienia tożsamości biura"
                    )
            ),
            Word(
                FindingCode.MissingPermission,
                a =>
                    Of(
                        $"The certificate's holder lacks {a.Detail}, which the profile expects.",
                        $"Posiadacz certyfikatu nie ma uprawnień, których oczekuje profil: {a.Detail}."
                    ),
                a =>
                    AskClient(
                        a,
                        $"grants {a.Detail}, or writes the letter that asks the client for it",
                        $"nadaje {a.Detail} albo tworzy pismo z prośbą do klienta"
                    )
            ),
            Word(
                FindingCode.ExcessPermission,
                a =>
                    Of(
                        $"The certificate's holder may do more than it should: {a.Detail}.",
                        $"Posiadacz certyfikatu może więcej, niż powinien: {a.Detail}."
                    ),
                a =>
                    OfClient("Get-KsefPermission", a)
                        .Remark(
                            Of(
                                "shows who granted it; withdraw it, or add it to the profile",
                                "pokazuje, kto je nadał; odbierz je albo dopisz do profilu"
                            )
                        )
            ),
            Word(
                FindingCode.PortalRefused,
                a =>
                    Of(
                        "A gateway in front of KSeF refused the request; that says nothing of the certificate: "
                            + a.Detail,
                        $"Zabezpieczenia przed KSeF odrzuciły żądanie, co nic nie mówi o certyfikacie: {a.Detail}"
                    ),
                a => TestAgain(a, "later, or from another network", "później albo z innej sieci")
            ),
        ];

    private static KeyValuePair<FindingCode, FindingEntry> Word(
        FindingCode code,
        Func<FindingArguments, string> sentence,
        Func<FindingArguments, string> remedy
    ) => Line(code, Entries[code].Severity, sentence, remedy);
}
