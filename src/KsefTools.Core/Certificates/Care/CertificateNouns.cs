using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Care;

/// <summary>From what the vault holds and KSeF lists to the noun that a script sees.</summary>
internal static class CertificateNouns
{
    /// <summary>A certificate of ours.</summary>
    /// <param name="item">It.</param>
    /// <param name="office">The office.</param>
    /// <param name="wasAsked">Whether KSeF told its list.</param>
    /// <param name="listed">What the list has of it; null for nothing.</param>
    public static KsefCertificate Of(
        HeldItem item,
        OfficeFolder office,
        bool wasAsked = false,
        CertificateMetadata? listed = null
    ) =>
        Whose(item, office) with
        {
            SerialNumber = item.Details.SerialNumber,
            Type = item.Details.Type.ToString(),
            ValidFrom = item.Details.ValidFrom,
            ValidTo = item.Details.ValidTo,
            Name = listed?.Name,
            Status = listed?.Status,
            LastUsedOn = listed?.LastUseDate,
            RequestedOn = listed?.RequestDate,
            InKseF = wasAsked ? listed is not null : null,
            SecretName = item.Secret.Name,
            Vault = item.Secret.Vault,
        };

    /// <summary>A certificate that only KSeF has, of the same identity as one of ours.</summary>
    public static KsefCertificate Of(HeldItem sibling, OfficeFolder office, CertificateMetadata listed) =>
        Whose(sibling, office) with
        {
            SerialNumber = listed.CertificateSerialNumber,
            Type = listed.Type,
            ValidFrom = listed.ValidFrom,
            ValidTo = listed.ValidTo,
            Name = listed.Name,
            Status = listed.Status,
            LastUsedOn = listed.LastUseDate,
            RequestedOn = listed.RequestDate,
            InKseF = true,
        };

    private static KsefCertificate Whose(HeldItem item, OfficeFolder office)
    {
        var holder = item.Place.Holder;
        return new KsefCertificate
        {
            Holder = holder.ToString(),
            Identity = holder.Kind is HolderKind.OfficeIdentity ? holder.Name : null,
            Nip = holder.Kind is HolderKind.Client ? holder.Name : null,
            Subject = item.Details.Identity.ToString(),
            Environment = item.Place.Environment,
            SerialNumber = "",
            Type = "",
            ValidFrom = default,
            ValidTo = default,
            OfficePath = office.Path,
        };
    }
}
