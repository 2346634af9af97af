using KsefTools.Demo.Certificates;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Truth;

public static partial class TruthCheck
{
    /// <summary>Where the office's enrolment did not come to a certificate that the truth's seal must give.</summary>
    public static IReadOnlyList<string> OfEnrolment(SeedTruth truth, KsefSigningResult result)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(result);
        var differences = new Differences();
        var who = $"{truth.OfficeNip} (office)";
        differences.Compare(who, "enrolment", SigningOutcome.Enrolled, result.Outcome);
        differences.Compare(who, "identity", $"NIP {truth.OfficeNip}", result.Certificate?.Subject);
        differences.Compare(who, "proven", true, result.Certificate?.IsProven ?? false);
        return differences.Sentences;
    }

    /// <summary>Where the verdicts on certificates and the truth disagree.</summary>
    public static IReadOnlyList<string> OfCertificates(SeedTruth truth, IReadOnlyList<KsefTokenTestResult> results)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var differences = new Differences();
        var bySerial = results
            .Where(result => result.Identity is null)
            .ToDictionary(result => result.SerialNumber ?? "", StringComparer.OrdinalIgnoreCase);
        // The seal itself stays in its program: that it works is what the enrolment shows.
        foreach (var certificate in truth.Certificates.Where(one => one.Case is not CertificateCase.OfficeSeal))
            if (!bySerial.Remove(certificate.SerialNumber, out var result))
            {
                if (CertificateDrawer.PlaceOf(truth, certificate) is not null)
                    differences.Add(certificate.SerialNumber, "result", "one", "none");
            }
            else
                Compare(differences, certificate, result);
        foreach (var result in bySerial.Values)
            differences.Add(result.SerialNumber ?? result.Nip, "certificate", "none", result.Name);
        foreach (var own in results.Where(result => result.Identity is not null))
            differences.Compare(own.Nip, "findings of the office's certificate", "", CodesOf(own));
        return differences.Sentences;
    }

    /// <summary>
    /// Whether a finding is about certificate and key alone, as what the truth says of them, not about its holder's
    /// rights.
    /// </summary>
    public static bool IsOfCertificateAlone(FindingCode code) =>
        code
            is FindingCode.CertificateExpires
                or FindingCode.CertificateRevoked
                or FindingCode.CertificateWrongType
                or FindingCode.CertificateUnknown
                or FindingCode.KeyMismatch;

    private static void Compare(Differences differences, CertificateTruth certificate, KsefTokenTestResult result)
    {
        var who = $"{certificate.SerialNumber} ({certificate.Case})";
        differences.Compare(who, "findings", string.Join(", ", certificate.ExpectedFindings), CodesOf(result));
        differences.Compare(who, "signs in", certificate.SignInCode is 200, result.SignIn is not SignInKind.None);
        if (result.ValidTo is { } end)
            differences.Compare(who, "valid to", Whole(certificate.ValidTo), Whole(end));
    }

    private static string CodesOf(KsefTokenTestResult result) =>
        string.Join(
            ", ",
            result
                .Findings.Select(finding => finding.Code)
                .Where(IsOfCertificateAlone)
                .Select(code => code.ToString())
                .Order(StringComparer.Ordinal)
        );

    // A certificate knows no fractions of a second.
    private static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
