namespace KsefTools.Sandbox.Certificates.Issuers;

/// <summary>
/// An authority's certificate and private key, both PEM, so that a world that is kept has the same issuers again.
/// </summary>
public sealed record AuthorityKey(string Certificate, string PrivateKey)
{
    /// <summary>Names nothing: the key is a secret of the sandbox.</summary>
    public override string ToString() => nameof(AuthorityKey);
}
