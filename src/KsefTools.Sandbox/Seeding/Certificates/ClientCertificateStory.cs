using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>What one case makes of a client's own certificate.</summary>
internal sealed record ClientCertificateStory(CertificateCase Case, params IReadOnlyList<string> Findings)
{
    public static IReadOnlyList<ClientCertificateStory> All { get; } =
    [
        new(CertificateCase.ClientValid) { SignInCode = 200 },
        new(CertificateCase.ClientNearExpiry, "CertificateExpires") { EndsInDays = 10, SignInCode = 200 },
        new(CertificateCase.ClientExpired, "CertificateExpires")
        {
            EndsInDays = -21,
            Status = CertificateStatus.Expired,
            SignInCode = 460,
        },
        new(CertificateCase.ClientRevoked, "CertificateRevoked")
        {
            Status = CertificateStatus.Revoked,
            SignInCode = 460,
        },
        new(CertificateCase.ClientOffline, "CertificateWrongType")
        {
            Type = KsefCertificateType.Offline,
            SignInCode = 460,
        },
        new(CertificateCase.ClientKeyMismatch, "KeyMismatch"),
        // The sandbox is as lenient as TEST unless it is told otherwise.
        new(CertificateCase.ClientUnknown) { IsKnown = false, SignInCode = 200 },
    ];

    public KsefCertificateType Type { get; init; } = KsefCertificateType.Authentication;

    public CertificateStatus Status { get; init; } = CertificateStatus.Active;

    /// <summary>Days from the moment of the truth to its end; null: far away.</summary>
    public int? EndsInDays { get; init; }

    /// <summary>Whether KSeF issued it.</summary>
    public bool IsKnown { get; init; } = true;

    public int? SignInCode { get; init; }
}
