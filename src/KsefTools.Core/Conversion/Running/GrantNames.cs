using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Conversion.Running;

/// <summary>Names and descriptions as KSeF wants them of whoever grants: within the lengths of the contract.</summary>
internal static class GrantNames
{
    private const int LongestDescription = 256;
    private const int LongestEntity = 90;
    private const int LongestFirstName = 30;
    private const int LongestLastName = 81;
    private const int ShortestEntity = 5;

    /// <summary>
    /// 5 to 256 characters; the client reads it in the Ministry's application. In Polish, as all of it is there.
    /// </summary>
    public static string Description(string office) => Cut($"Certyfikat zamiast tokena: {office}", LongestDescription);

    /// <summary>5 to 90 characters.</summary>
    public static string OfEntity(string name) =>
        Cut(name.Length < ShortestEntity ? $"Biuro {name}" : name, LongestEntity);

    /// <summary>The person's name as the certificate has it.</summary>
    public static PersonSubject OfPerson(X509Certificate2 certificate)
    {
        var subject = SubjectAttributes.Of(certificate.SubjectName);
        var first = Joined(subject.All(SubjectOids.GivenName));
        var last = Joined(subject.All(SubjectOids.Surname));
        // Without these the name is at least findable; a certificate for a fingerprint may have neither.
        var common = Joined(subject.All(SubjectOids.CommonName));
        return PersonSubject.ByIdentifier(
            Cut(first.Length > 1 ? first : common, LongestFirstName),
            Cut(last.Length > 1 ? last : common, LongestLastName)
        );
    }

    private static string Joined(IEnumerable<string> values) => string.Join(' ', values).Trim();

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest].TrimEnd() : text;
}
