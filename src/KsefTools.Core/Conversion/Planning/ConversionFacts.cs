namespace KsefTools.Core.Conversion.Planning;

/// <summary>All that decides a client's route. Holds no secret.</summary>
internal sealed record ConversionFacts
{
    /// <summary>Whether the identity is a company, which can be granted invoices alone.</summary>
    public bool IsCompany { get; init; }

    /// <summary>
    /// The client's tokens that are in use; where a certificate serves the client already, those that it has replaced.
    /// </summary>
    public IReadOnlyList<TokenReading> Tokens { get; init; } = [];

    /// <summary>What the certificate must be able to do.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What it may do already.</summary>
    public IdentityRights Present { get; init; } = IdentityRights.None;

    /// <summary>What the office's seal may do at the client, for an employee who may act through it.</summary>
    public IdentityRights Seal { get; init; } = IdentityRights.None;

    /// <summary>
    /// Another session of ours that may grant at the client. Looked for only where nothing else leads there.
    /// </summary>
    public Grantor? Other { get; init; }

    /// <summary>Whether the client's own certificate is at hand and a person lets it be used.</summary>
    public bool OwnCertificate { get; init; }

    /// <summary>What the identity lacks.</summary>
    public IReadOnlyList<string> Missing => [.. Required.Where(permission => !Present.Allows(permission))];

    /// <summary>What the tokens' sessions may do, sorted; empty where none signs in.</summary>
    public IReadOnlyList<string> Effective => Sorted(Tokens.SelectMany(token => token.Effective.Names));

    /// <summary>What the tokens were generated with, sorted, as far as that is known.</summary>
    public IReadOnlyList<string> Requested => Sorted(Tokens.SelectMany(token => token.Requested));

    /// <summary>Whether no token is in use.</summary>
    public bool AllRetired => Tokens.All(token => token.IsRetired);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> permissions) =>
        [.. permissions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
