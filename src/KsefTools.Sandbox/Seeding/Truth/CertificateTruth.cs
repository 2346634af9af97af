using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>What is really the matter with one certificate of <c>certificates.json</c>. Holds no key.</summary>
public sealed record CertificateTruth
{
    /// <summary><c>identity</c>: the office's own; <c>client</c>: one client's own.</summary>
    public required string Holder { get; init; }

    /// <summary>What the office may call it in office.yaml; null for a client's.</summary>
    public string? IdentityName { get; init; }

    /// <summary><c>seal</c> or <c>person</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>NIP of a seal, PESEL of a person.</summary>
    public required string Subject { get; init; }

    /// <summary>The client whose context it enters as owner; null for the office's.</summary>
    public string? Nip { get; init; }

    public required CertificateCase Case { get; init; }

    /// <summary><c>Ksef</c>, <c>Qualified</c> or <c>Self</c>.</summary>
    public required string Issuer { get; init; }

    public required KsefCertificateType Type { get; init; }

    public required string SerialNumber { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>What KSeF's list says of it; null where KSeF lists nothing of it.</summary>
    public CertificateStatus? KsefStatus { get; init; }

    /// <summary>
    /// Code of a sign-in with certificate and key as they are: of a client's own in that client's context, of the
    /// office's seal in the office's own, of the employee in a client's where one's grant is in effect. Null where the
    /// key cannot sign for it.
    /// </summary>
    public int? SignInCode { get; init; }

    /// <summary>
    /// Finding codes about certificate and key, in alphabetical order. What its session may do is not among them: a
    /// client's own certificate may do everything there.
    /// </summary>
    public required IReadOnlyList<string> ExpectedFindings { get; init; }
}
