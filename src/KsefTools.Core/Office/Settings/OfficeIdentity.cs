using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Office.Settings;

/// <summary>An identity of the office itself, as office.yaml names it: who a certificate belongs to.</summary>
public sealed record OfficeIdentity
{
    /// <summary>What tells names of identities apart: not their case, as with all names in PowerShell.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>What profiles call it by.</summary>
    public required string Name { get; init; }

    /// <summary><c>seal</c> (NIP), <c>person</c> (PESEL or NIP) or <c>fingerprint</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The NIP, the PESEL or the SHA-256 fingerprint (64 hexadecimal digits).</summary>
    public required string Subject { get; init; }

    /// <summary>The secret's name; null while there is no certificate yet.</summary>
    public string? Secret { get; init; }

    /// <summary>The vault's name; null where the office's default applies.</summary>
    public string? Vault { get; init; }

    /// <summary>Whether a name means this identity.</summary>
    public bool IsCalled(string? name) => Names.Equals(Name, name);

    /// <summary>What is wrong with the subject of a person or a fingerprint; null for nothing.</summary>
    public static string? ProblemOf(string kind, string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return kind switch
        {
            // The number itself is not repeated: it is personal data, and messages travel.
            "person" when !Pesel.TryParse(subject, out _) && !IsNip(subject) => UiText.Of(
                "this is neither a PESEL (eleven digits) nor a NIP (ten digits); the last digit is a check digit",
                "to nie jest ani PESEL (jedenaście cyfr), ani NIP (dziesięć cyfr); ostatnia cyfra jest kontrolna"
            ),
            "fingerprint" when subject.Length != 64 || !subject.All(char.IsAsciiHexDigit) => UiText.Of(
                "a fingerprint is 64 hexadecimal digits (SHA-256 of the certificate)",
                "odcisk palca certyfikatu to 64 cyfry szesnastkowe (SHA-256)"
            ),
            _ => null,
        };
    }

    /// <summary>Who a certificate of this identity must belong to.</summary>
    public CertificateIdentity ToCertificateIdentity() =>
        Kind switch
        {
            "seal" => new CertificateIdentity(IdentityKind.Nip, Subject),
            "person" => new CertificateIdentity(IsNip(Subject) ? IdentityKind.Nip : IdentityKind.Pesel, Subject),
            _ => new CertificateIdentity(IdentityKind.Fingerprint, Subject.ToUpperInvariant()),
        };

    private static bool IsNip(string subject) =>
        Nip.TryParse(subject, out var nip) && string.Equals(nip.Value, subject, StringComparison.Ordinal);
}
