namespace KsefTools.Core.Certificates.Care;

/// <summary>Something about a certificate could not be done. The message is for a person and holds no secret.</summary>
public sealed class CertificateCareException(
    CertificateCareFailure failure,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    public CertificateCareFailure Failure { get; } = failure;
}
