using KsefTools.Sandbox.Certificates.Issuers;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>
/// The certificates that the issuers know, and the issuers' own keys, so that a served world goes on issuing by them.
/// The one part of a seeded world that is new each time: keys and ECDSA signatures are random, however often the same
/// office is made.
/// </summary>
public sealed record SeededCertificates
{
    /// <summary>The main environment's KSeF.</summary>
    public required AuthorityKey Ksef { get; init; }

    /// <summary>The issuer that both environments trust.</summary>
    public required AuthorityKey Qualified { get; init; }

    public required IReadOnlyList<IssuedCertificate> Issued { get; init; }
}
