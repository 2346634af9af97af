namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>Why a file that came back from signing elsewhere cannot be sent.</summary>
public enum SignedRequestFailure
{
    /// <summary>Not XML, too large, or XML with a DTD.</summary>
    Unreadable,

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
