using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Certificates;

/// <summary>Who may apply for a certificate, and under which name: the one of the certificate that signed in.</summary>
internal static partial class EnrollmentData
{
    /// <summary>
    /// The data of the caller's certificate; null for a session that none opened, or one that may not serve as a
    /// source.
    /// </summary>
    public static EnrollmentDataBody? Of(Call call)
    {
        var signer = call.World.Sessions.Find(call.Bearer.SessionReference)?.Signer;
        if (signer is null || (IsKsef(signer) && !call.Environment.Settings.EnrollmentByKsefCertificate))
            return null;
        using var certificate = X509CertificateLoader.LoadCertificate(signer.Certificate);
        var subject = CertificateSubject.TryRead(certificate.SubjectName);
        return
            subject?.First(NameAttribute.CommonName) is { } commonName
            && subject.First(NameAttribute.CountryName) is { } country
            ? new EnrollmentDataBody(commonName, country)
            {
                GivenName = Joined(subject, NameAttribute.GivenName),
                Surname = subject.First(NameAttribute.Surname),
                SerialNumber = Normal(subject.First(NameAttribute.SerialNumber)),
                UniqueIdentifier = subject.First(NameAttribute.UniqueIdentifier),
                OrganizationName = subject.First(NameAttribute.OrganizationName),
                OrganizationIdentifier = Joined(subject, NameAttribute.OrganizationIdentifier),
            }
            : null;
    }

    private static bool IsKsef(Signer signer) => signer.KsefSerialNumber is not null;

    private static string? Joined(CertificateSubject subject, string oid) =>
        string.Join(' ', subject.All(oid)) is { Length: > 0 } text ? text : null;

    // Observed (issue #187): the other spellings come back in that of ETSI EN 319 412-1.
    private static string? Normal(string? serialNumber)
    {
        if (serialNumber is null || OtherSpelling().Match(serialNumber) is not { Success: true } other)
            return serialNumber;
        var prefix = other.Groups["kind"].Value is "NIP" ? "TINPL-" : "PNOPL-";
        return prefix + other.Groups["number"].Value;
    }

    [GeneratedRegex("^(?<kind>NIP|PESEL)[^0-9]*(?<number>[0-9]{10,11})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherSpelling();
}
