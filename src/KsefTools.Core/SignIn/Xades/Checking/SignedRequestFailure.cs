namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>Why a file that came back from signing elsewhere cannot be sent.</summary>
public enum SignedRequestFailure
{
    /// <summary>Not XML, too large, or XML with a DTD.</summary>
    Unreadable,

    /// <summary>An editor has saved it in another encoding, or it was made so: KSeF takes UTF-8 alone.</summary>
    NotUtf8,

    /// <summary>An editor or a program has put a DOCTYPE before the request.</summary>
    WithDoctype,

    /// <summary>A ZIP or ASiC container with request and signature inside.</summary>
    Container,

    /// <summary>A CAdES (PKCS#7) signature.</summary>
    Cades,

    /// <summary>A PDF, signed (PAdES) or not.</summary>
    Pdf,

    /// <summary>A signature beside its request, which is in another file.</summary>
    Detached,

    /// <summary>The request is in Base64: a file as a whole, or inside an enveloping signature.</summary>
    RequestInBase64,

    /// <summary>XML without exactly one AuthTokenRequest, or one that its schema does not allow.</summary>
    NotARequest,

    /// <summary>The request answers another challenge.</summary>
    OtherChallenge,

    /// <summary>The request is for another client.</summary>
    OtherContext,

    /// <summary>Subject type, allowed addresses or schema differ from what was asked.</summary>
    OtherRequest,

    /// <summary>
    /// No signature in it (KSeF: 9102); many programs put it into a file of its own, which KSeF refuses.
    /// </summary>
    NotSigned,

    /// <summary>More than one signature (KSeF: 9103).</summary>
    SeveralSignatures,

    /// <summary>The signature does not cover the request.</summary>
    NotCovered,

    /// <summary>The signature does not bring its certificate.</summary>
    CertificateMissing,

    /// <summary>A bare XML signature, which does not bind its certificate as XAdES does (KSeF: 9105).</summary>
    NotXades,

    /// <summary>Something was changed after signing.</summary>
    SignatureInvalid,
}
