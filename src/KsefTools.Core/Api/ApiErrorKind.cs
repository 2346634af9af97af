namespace KsefTools.Core.Api;

/// <summary>What went wrong between this machine and KSeF.</summary>
public enum ApiErrorKind
{
    /// <summary>400 with a business code: KSeF read the request and refused it.</summary>
    Validation,

    /// <summary>401: the bearer token is not, or no longer, taken.</summary>
    Unauthorized,

    /// <summary>403 with a <c>reasonCode</c>: KSeF knows who asks, and refuses.</summary>
    Forbidden,

    /// <summary>404: nothing is there; most often a wrong address.</summary>
    NotFound,

    /// <summary>410: past KSeF's retention.</summary>
    Gone,

    /// <summary>429: too many requests, even after waiting.</summary>
    RateLimited,

    /// <summary>
    /// 403 from the protective proxy in front of KSeF: HTML, an empty body, no <c>reasonCode</c>, or
    /// <c>security-service-blocked</c>. Says nothing about the credential.
    /// </summary>
    PortalRefused,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>
    /// No answer: no connection, a reset one, a failed TLS handshake, or silence past the time limit.
    /// </summary>
    Unreachable,

    /// <summary>An answer that is not of the contract: truncated or foreign JSON, a redirect, too large.</summary>
    BadAnswer,

    /// <summary>Nothing was sent: the address is no KSeF that is known or that this user approved.</summary>
    EnvironmentNotAllowed,

    /// <summary>Nothing was sent: the secret was stored for another environment.</summary>
    SecretOfOtherEnvironment,
}
