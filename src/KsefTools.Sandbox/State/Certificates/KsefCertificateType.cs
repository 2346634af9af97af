namespace KsefTools.Sandbox.State.Certificates;

/// <summary>What a KSeF certificate is for (schema KsefCertificateType).</summary>
public enum KsefCertificateType
{
    /// <summary>Signs in (keyUsage digitalSignature).</summary>
    Authentication,

    /// <summary>Marks invoices made offline (keyUsage nonRepudiation); never signs in.</summary>
    Offline,
}
