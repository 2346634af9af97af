using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>Certificates.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] CertificateEntries =>
        [
            Line(
                FindingCode.CertificateRevoked,
                FindingSeverity.Critical,
                _ => Of("The certificate was revoked in KSeF.", "Certyfikat został unieważniony w KSeF."),
                a => RequestAgain(a, isForced: true)
            ),
            Line(
                FindingCode.CertificateUnknown,
                FindingSeverity.Critical,
                a =>
                    a.Detail.Length == 0
                        ? Of("KSeF does not know this certificate.", "KSeF nie zna tego certyfikatu.")
                        : Of($"The certificate cannot be used: {a.Detail}", $"Certyfikatu nie można użyć: {a.Detail}"),
                a =>
                    a.IsOfVault ? StorePair(a)
                    : a.Date is not null ? TestAgain(a, "again from that day on", "ponownie od tego dnia")
                    : OfHolder("Get-KsefCertificate", a)
                        .Remark(
                            Of(
                                "shows what KSeF lists; request a new one (Request-KsefCertificate) if it has "
                                    + "ended there",
                                "pokazuje, co wykazuje KSeF; o nowy wystąp (Request-KsefCertificate), jeśli tam wygasł"
                            )
                        )
            ),
            Line(
                FindingCode.CertificateNotTaken,
                FindingSeverity.Unknown,
                a =>
                    Of(
                        $"KSeF ({a.Environment}) refuses the sign-in but names no fault in this certificate. "
                            + $"Either the environment is wrong, or KSeF has a problem and refuses everyone. "
                            + $"{a.Detail}",
                        $"KSeF ({a.Environment}) odmawia logowania, ale nie wskazuje wady tego certyfikatu. Albo to "
                            + "niewłaściwe środowisko, albo problem jest po stronie KSeF i dotyczy wszystkich. "
                            + a.Detail
                    ),
                a =>
                    TestAgain(
                        a,
                        "again later, and look at the profile's environment; a new certificate would be refused, too",
                        "ponownie później; sprawdź też środowisko w profilu. Nowy certyfikat zostałby odrzucony "
                            + "tak samo"
                    )
            ),
            Line(
                FindingCode.CertificateWrongType,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "The certificate is for offline invoices and cannot sign in.",
                        "To certyfikat do faktur offline i nie można się nim zalogować."
                    ),
                a =>
                    OfHolder("Request-KsefCertificate", a)
                        .Remark(Of("one of type Authentication", "certyfikat typu Authentication"))
            ),
            Line(
                FindingCode.KeyMismatch,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "The private key does not belong to the certificate.",
                        "Klucz prywatny nie należy do tego certyfikatu."
                    ),
                StorePair
            ),
            Line(
                FindingCode.IdentityNotGranted,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The client has granted {a.Detail} no permission.",
                        $"Klient nie nadał żadnych uprawnień tożsamości: {a.Detail}."
                    ),
                a =>
                    AskClient(
                        a,
                        "grants what it may, and writes the letter that asks the client for the rest",
                        "nadaje, co może, a o resztę prosi klienta w piśmie, które tworzy"
                    )
            ),
            Line(
                FindingCode.DelegationLost,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"{a.Detail} acts through the office, which no longer holds the client's permission.",
                        $"{a.Detail} działa przez biuro, które nie ma już uprawnienia od klienta."
                    ),
                a =>
                    AskClient(
                        a,
                        "the letter asks the client to grant it to the office again, with the right to pass it on",
                        "pismo prosi klienta o ponowne nadanie biuru, z prawem dalszego przekazywania"
                    )
            ),
            Line(
                FindingCode.CertificateExpires,
                FindingSeverity.Warning,
                a =>
                    a.Days < 0
                        ? Of($"The certificate expired on {a.Day}.", $"Certyfikat wygasł {a.Day}.")
                        : Of(
                            $"The certificate expires on {a.Day}, in {Counted.Days(a.Days)}.",
                            $"Certyfikat wygasa {a.Day}, za {Counted.Days(a.Days)}."
                        ),
                a => a.Days < 0 ? RequestAgain(a) : OfHolder("Update-KsefCertificate", a)
            ),
        ];

    // What cannot sign in cannot ask for its successor, so somebody must sign.
    private static string RequestAgain(FindingArguments a, bool isForced = false)
    {
        var command = OfHolder("Request-KsefCertificate", a);
        return (isForced ? command.Literally("-Force") : command).Remark(
            Of(
                "and -CertificatePath: a qualified signature or seal signs in for it; or New-KsefSigningRequest",
                "oraz -CertificatePath: loguje podpis lub pieczęć kwalifikowana; albo New-KsefSigningRequest"
            )
        );
    }

    private static string StorePair(FindingArguments a) =>
        a.Identity is null
            ? OfClient("Set-KsefCredential", a)
                .Literally("-CertificatePath ./certificate.pfx")
                .Asking("Password")
                .Remark(Of("certificate and key, as one pair", "certyfikat i klucz, jako para"))
            : RequestAgain(a);

    private static string AskClient(FindingArguments a, string english, string polish) =>
        OfClient("Convert-KsefToCertificate", a).Remark(Of(english, polish));
}
