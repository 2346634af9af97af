namespace KsefTools.Core.Certificates.Care;

/// <summary>Why something about a certificate could not be done. Each stands for one sentence and one remedy.</summary>
public enum CertificateCareFailure
{
    /// <summary>Neither the vault nor KSeF's lists have it.</summary>
    NotFound,

    /// <summary>No certificate of the holder can sign in, so that KSeF cannot be asked.</summary>
    NobodySigns,

    /// <summary>KSeF does not revoke it: its time is over.</summary>
    CannotRevoke,
}
