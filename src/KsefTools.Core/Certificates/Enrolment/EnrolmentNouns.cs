using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>Certificates and what runs bring, as the objects that a script sees.</summary>
public static class EnrolmentNouns
{
    /// <summary>Names the secret, never carries it.</summary>
    /// <param name="result">What the run brought.</param>
    /// <param name="environment">As the office's files name it.</param>
    /// <param name="office">Whose identity or client it is.</param>
    public static KsefCertificateResult ToKsefCertificateResult(
        this EnrolmentResult result,
        string environment,
        OfficeFolder office
    ) =>
        new()
        {
            Holder = result.Holder.ToString(),
            Outcome = result.Outcome.ToString(),
            Reason = result.Reason,
            Environment = environment,
            SerialNumber = result.Certificate?.SerialNumber,
            Identity = result.Holder.Kind is HolderKind.OfficeIdentity ? result.Holder.Name : null,
            Nip = result.Holder.Kind is HolderKind.Client ? result.Holder.Name : null,
            Subject = result.Certificate?.Identity.ToString(),
            ValidFrom = result.Certificate?.ValidFrom,
            ValidTo = result.Certificate?.ValidTo,
            SecretName = result.Secret?.Name,
            Vault = result.Secret?.Vault,
            ReferenceNumber = result.ReferenceNumber,
            IsProven = result.IsProven,
            WasResumed = result.WasResumed,
            OfficePath = office.Path,
        };

    /// <summary>
    /// An identity's certificate as a credential: of a seal in the office's own context; of a person in that of the
    /// first client that it serves, because KSeF lets nobody in without a right, and a person may have none at home.
    /// </summary>
    /// <exception cref="EnrolmentException">office.yaml has no such identity.</exception>
    public static KsefCredential ToKsefCredential(this OfficeFolder office, CertificateHolder holder)
    {
        var identity =
            office.Settings.Identities.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, holder.Name, StringComparison.OrdinalIgnoreCase)
            ) ?? throw new EnrolmentException(EnrolmentFailure.HolderUnknown, EnrolmentSentences.HolderUnknown(holder));
        if (identity.Kind is not "seal" && FindServed(office, identity) is { } served)
            return served;
        return new KsefCredential
        {
            Nip = office.Settings.Nip.Value,
            Name = office.Settings.Name,
            Environment = office.Settings.Environment,
            Kind = CredentialKind.Certificate,
            Identity = identity.Name,
            SecretName = identity.Secret,
            Vault = identity.Vault ?? office.Settings.Vault,
            Path = office.SettingsPath,
            OfficePath = office.Path,
        };
    }

    private static KsefCredential? FindServed(OfficeFolder office, OfficeIdentity identity) =>
        office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .SelectMany(profile => profile.ToKsefCredentials(office))
            .FirstOrDefault(credential => identity.IsCalled(credential.Identity));
}
