using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>Certificates. Their remedies name only what exists today.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] CertificateEntries =>
        [
            Line(
                FindingCode.CertificateRevoked,
                FindingSeverity.Critical,
                _ => Of("The certificate was revoked in KSeF.", "Certyfikat został unieważniony w KSeF."),
                a => ShowCredential(a, "request a new certificate", "wystąp o nowy certyfikat")
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
                    ShowCredential(
                        a,
                        "request a certificate of type Authentication",
                        "wystąp o certyfikat typu Authentication"
                    )
            ),
            Line(
                FindingCode.KeyMismatch,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "The private key does not belong to the certificate.",
                        "Klucz prywatny nie należy do tego certyfikatu."
                    ),
                a => ShowCredential(a, "import certificate and key again", "zaimportuj ponownie certyfikat i klucz")
            ),
            Line(
                FindingCode.IdentityNotGranted,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The client has granted {a.Detail} no permission.",
                        $"Klient nie nadał {a.Detail} żadnych uprawnień."
                    ),
                a =>
                    ShowCredential(
                        a,
                        "the client grants permissions in the Ministry's application",
                        "klient nadaje uprawnienia w aplikacji Ministerstwa"
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
                    ShowCredential(
                        a,
                        "the client grants the office the right to delegate",
                        "klient nadaje biuru uprawnienie z prawem dalszego przekazywania"
                    )
            ),
            Line(
                FindingCode.CertificateExpires,
                FindingSeverity.Warning,
                a =>
                    a.Days < 0
                        ? Of($"The certificate expired on {a.Day}.", $"Certyfikat wygasł {a.Day}.")
                        : Of(
                            $"The certificate expires on {a.Day}, in {a.Days} days.",
                            $"Certyfikat wygasa {a.Day}, za {a.Days} dni."
                        ),
                a => ShowCredential(a, "request a new certificate", "wystąp o nowy certyfikat")
            ),
        ];

    private static string ShowCredential(FindingArguments a, string english, string polish) =>
        $"Get-KsefCredential -Nip {a.Nip} -Kind Certificate  # {Of(english, polish)}";
}
