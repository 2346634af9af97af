using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>All that decides a client's route. Holds no secret.</summary>
internal sealed record ConversionFacts
{
    /// <summary>Whom the certificate speaks for.</summary>
    public required CertificateIdentity Identity { get; init; }

    /// <summary>Whether it is a company, which can be granted invoices alone.</summary>
    public bool IsCompany { get; init; }

    /// <summary>The client's tokens that are in use.</summary>
    public required IReadOnlyList<TokenReading> Tokens { get; init; }

    /// <summary>What the certificate must be able to do.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>What it may do already.</summary>
    public required IdentityRights Present { get; init; }

    /// <summary>What the office's seal may do at the client, for an employee who may act through it.</summary>
    public IdentityRights Seal { get; init; } = IdentityRights.None;

    /// <summary>Whether another session of ours may grant at the client. Looked for only where nothing else leads there.</summary>
    public bool OthersMayGrant { get; init; }

    /// <summary>Whether the client's own certificate is at hand and a person lets it be used.</summary>
    public bool OwnCertificate { get; init; }

    /// <summary>What the identity lacks.</summary>
    public IReadOnlyList<string> Missing => [.. Required.Where(permission => !Present.Allows(permission))];
}
