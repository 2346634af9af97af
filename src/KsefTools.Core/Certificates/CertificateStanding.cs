namespace KsefTools.Core.Certificates;

/// <summary>What KSeF's own list says of a certificate.</summary>
public enum CertificateStanding
{
    /// <summary>Not asked, or the answer is one that is not known here.</summary>
    Unasked,

    Active,

    /// <summary><c>Revoked</c>, or <c>Blocked</c>, which is on its way there.</summary>
    Revoked,

    Expired,

    /// <summary>The list of its holder's certificates does not have it.</summary>
    Unlisted,
}
