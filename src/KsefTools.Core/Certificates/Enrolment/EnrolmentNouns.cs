namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>What a run brought, as the object that a script sees.</summary>
public static class EnrolmentNouns
{
    /// <summary>Names the secret, never carries it.</summary>
    /// <param name="result">What the run brought.</param>
    /// <param name="environment">As the office's files name it.</param>
    public static KsefCertificateResult ToKsefCertificateResult(this EnrolmentResult result, string environment) =>
        new()
        {
            Holder = result.Holder.ToString(),
            Outcome = result.Outcome.ToString(),
            Reason = result.Reason,
            Environment = environment,
            SerialNumber = result.Certificate?.SerialNumber,
            Identity = result.Certificate?.Identity.ToString(),
            ValidFrom = result.Certificate?.ValidFrom,
            ValidTo = result.Certificate?.ValidTo,
            SecretName = result.Secret?.Name,
            Vault = result.Secret?.Vault,
            ReferenceNumber = result.ReferenceNumber,
            IsProven = result.IsProven,
            WasResumed = result.WasResumed,
        };
}
