using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Care;

/// <summary>A certificate of ours, with its key.</summary>
/// <param name="Place">Whose it is.</param>
/// <param name="Secret">Where it is.</param>
/// <param name="Material">It, with its key; the holdings own it.</param>
internal sealed record HeldItem(HolderPlace Place, SecretAddress Secret, KeyMaterial Material)
{
    public CertificateDetails Details => Material.Details;

    /// <summary>Whether nothing that is known here forbids to sign in with it.</summary>
    public bool MaySignIn(TimeProvider time) =>
        KeyMaterialCheck
            .Problems(
                Details,
                new KeyMaterialExpectation { Type = CertificateType.Authentication, Environment = Place.Environment },
                time
            )
            .Count == 0;
}
