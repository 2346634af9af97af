namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>One sentence for each way in which a signed file can be wrong.</summary>
internal static class SignedRequestSentences
{
    private const string ChooseEnglish =
        "Sign the original file again and choose format XAdES, type enveloped (inside the document), profile BES "
        + "or B-B.";

    private const string ChoosePolish =
        "Podpisz jeszcze raz oryginalny plik i wybierz format XAdES, typ otoczony (otaczany, wewnątrz dokumentu, "
        + "enveloped), profil BES lub B-B.";

    public static string Of(SignedRequestFailure failure) =>
        failure switch
        {
            SignedRequestFailure.Unreadable => UiText.Of("This is not an XML file.", "To nie jest plik XML."),
            SignedRequestFailure.NotUtf8 => UiText.Of(
                "It is not UTF-8: an editor has saved it. Sign the original file again, and open what comes back "
                    + "in no editor.",
                "Plik nie jest w UTF-8: zapisał go edytor. Podpisz jeszcze raz oryginalny plik, a podpisanego "
                    + "nie otwieraj w edytorze."
            ),
            SignedRequestFailure.WithDoctype => UiText.Of(
                "It has a DOCTYPE, which an editor or a converter has added. Sign the original file again.",
                "Plik ma DOCTYPE, który dodał edytor lub konwerter. Podpisz jeszcze raz oryginalny plik."
            ),
            SignedRequestFailure.Container => UiText.Of(
                "This is a container (ASiC or ZIP) with the signature inside. " + ChooseEnglish,
                "To kontener (ASiC lub ZIP) z podpisem w środku. " + ChoosePolish
            ),
            SignedRequestFailure.Cades => UiText.Of(
                "This is a CAdES signature (PKCS#7). " + ChooseEnglish,
                "To podpis CAdES (PKCS#7). " + ChoosePolish
            ),
            SignedRequestFailure.Pdf => UiText.Of(
                "This is a PDF (PAdES); KSeF takes the signed XML file itself. " + ChooseEnglish,
                "To PDF (PAdES), a KSeF przyjmuje sam podpisany plik XML. " + ChoosePolish
            ),
            SignedRequestFailure.Detached => UiText.Of(
                "This is a detached signature: the request is in a file beside it. " + ChooseEnglish,
                "To podpis zewnętrzny: żądanie jest w osobnym pliku. " + ChoosePolish
            ),
            SignedRequestFailure.RequestInBase64 => UiText.Of(
                "The request is inside in Base64 (an enveloping signature). " + ChooseEnglish,
                "Żądanie jest w środku zakodowane w Base64 (podpis otaczający). " + ChoosePolish
            ),
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
                "Plik nie zawiera podpisu; wybierz XAdES wewnątrz dokumentu (otoczony), a nie w osobnym pliku."
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
