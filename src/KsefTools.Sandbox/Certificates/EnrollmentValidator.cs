using System.Text.RegularExpressions;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>Checks the body of POST /certificates/enrollments against its schema.</summary>
internal static partial class EnrollmentValidator
{
    public sealed record Valid(string Name, KsefCertificateType Type, byte[] Csr, DateTimeOffset? ValidFrom);

    /// <summary>The request's values, all well-formed.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public static Valid Validate(EnrollRequest request, SandboxEnvironment environment)
    {
        var faults = new List<string>();
        if (request.CertificateName is not { Length: >= 5 and <= 100 } name || !NamePattern().IsMatch(name))
            faults.Add("certificateName: wymagane jest od 5 do 100 liter, cyfr, spacji, podkreśleń lub łączników.");
        if (!Enums.TryParse<KsefCertificateType>(request.CertificateType, out var type))
            faults.Add("certificateType: dozwolone są Authentication i Offline.");
        var csr = ReadBase64(request.Csr);
        if (csr is null)
            faults.Add("csr: wymagana jest wartość Base64.");
        var latest = environment.Clock.GetUtcNow() + environment.Settings.CertificateStartsWithin;
        if (request.ValidFrom > latest)
            faults.Add("validFrom: data rozpoczęcia ważności jest zbyt odległa.");
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
        return new Valid(request.CertificateName!, type, csr!, request.ValidFrom);
    }

    private static byte[]? ReadBase64(string? text)
    {
        var buffer = new byte[(text?.Length ?? 0) * 3 / 4 + 3];
        return !string.IsNullOrEmpty(text) && Convert.TryFromBase64String(text, buffer, out var written)
            ? buffer[..written]
            : null;
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+\z", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
