namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>One sentence for each way in which a signed file can be wrong.</summary>
internal static class SignedRequestSentences
{
    public static string Of(SignedRequestFailure failure) =>
        failure switch
        {
            SignedRequestFailure.Unreadable => UiText.Of("This is not an XML file.", "To nie jest plik XML."),
            SignedRequestFailure.NotARequest => UiText.Of(
                "This file holds no sign-in request of KSeF (AuthTokenRequest).",
                "Ten plik nie zawiera żądania uwierzytelnienia KSeF (AuthTokenRequest)."
            ),
            SignedRequestFailure.OtherChallenge => UiText.Of(
                "The signed request answers another challenge; perhaps an older file was signed.",
                "Podpisane żądanie dotyczy innego wyzwania; być może podpisano starszy plik."
            ),
            SignedRequestFailure.OtherContext => UiText.Of(
                "The signed request is for another client.",
                "Podpisane żądanie dotyczy innego klienta."
            ),
            SignedRequestFailure.OtherRequest => UiText.Of(
                "The signed request asks for something else than the one that was issued.",
                "Treść podpisanego żądania różni się od wystawionej."
            ),
            SignedRequestFailure.NotSigned => UiText.Of(
                "The file holds no signature; choose XAdES inside the document (enveloped), not in a file beside it.",
                "Plik nie zawiera podpisu; wybierz XAdES wewnątrz dokumentu (otaczany), a nie w osobnym pliku."
            ),
            SignedRequestFailure.SeveralSignatures => UiText.Of(
                "The file holds more than one signature; KSeF takes exactly one.",
                "Plik zawiera więcej niż jeden podpis; KSeF przyjmuje dokładnie jeden."
            ),
            SignedRequestFailure.NotCovered => UiText.Of(
                "The signature does not cover the request.",
                "Podpis nie obejmuje żądania."
            ),
            SignedRequestFailure.CertificateMissing => UiText.Of(
                "The signature does not contain the signer's certificate.",
                "Podpis nie zawiera certyfikatu podpisującego."
            ),
            SignedRequestFailure.NotXades => UiText.Of(
                "This is a bare XML signature; KSeF wants XAdES, which names its certificate in the signed part.",
                "To zwykły podpis XML; KSeF wymaga XAdES, który wskazuje certyfikat w części podpisanej."
            ),
            _ => UiText.Of(
                "The signature does not fit the file: something was changed after signing.",
                "Podpis nie zgadza się z plikiem: coś zmieniono po podpisaniu."
            ),
        };
}
