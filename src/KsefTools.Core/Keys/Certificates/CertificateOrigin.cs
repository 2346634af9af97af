namespace KsefTools.Core.Keys.Certificates;

/// <summary>Who issued a certificate, as far as its issuer's name tells.</summary>
public enum CertificateOrigin
{
    /// <summary>KSeF's production environment (<c>CN=CCK KSeF</c>).</summary>
    KsefProduction,

    /// <summary>
    /// KSeF's TEST or DEMO environment: both issue as <c>CN=TEST CCK KSeF</c>, so the name cannot tell them apart.
    /// </summary>
    KsefTestOrDemo,

    /// <summary>A KSeF of another name, such as a sandbox.</summary>
    KsefOther,

    /// <summary>The holder itself; TEST accepts that, DEMO and production do not.</summary>
    SelfSigned,

    /// <summary>Anyone else: a trust service provider, as a rule.</summary>
    Other,
}
