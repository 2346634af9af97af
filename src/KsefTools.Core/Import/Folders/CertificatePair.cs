using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Folders;

/// <summary>A certificate that was found with its key.</summary>
/// <param name="Details">What it says of itself.</param>
/// <param name="Secret">Both, as the vault keeps them.</param>
internal sealed record CertificatePair(CertificateDetails Details, SecretText Secret);
