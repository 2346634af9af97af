namespace KsefTools.Core.SignIn.Xades;

/// <summary>What a sign-in by signature may vary.</summary>
public sealed record XadesOptions
{
    public AuthTokenSchema Schema { get; init; }

    /// <summary>How KSeF is to know the signer; null for what the certificate itself suggests.</summary>
    public SubjectIdentifierType? SubjectType { get; init; }

    /// <summary>From where the sessions may be used; null for anywhere.</summary>
    public AllowedIps? AllowedIps { get; init; }

    /// <summary>Has TEST check the certificate's chain and revocation as production does; null to leave it.</summary>
    public bool? VerifyCertificateChain { get; init; }
}
