using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Certificates.Care;

/// <summary>The certificates of one identity.</summary>
/// <param name="Holder">Whose files name it.</param>
/// <param name="Certificates">Ours and KSeF's; only ours where KSeF did not answer or was not asked.</param>
/// <param name="Failure">
/// Why KSeF did not answer; its message holds no secret. Null where it did or was not asked.
/// </param>
public sealed record CertificateListing(
    CertificateHolder Holder,
    IReadOnlyList<KsefCertificate> Certificates,
    Exception? Failure
);
