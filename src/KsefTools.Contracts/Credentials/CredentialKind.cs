namespace KsefTools;

/// <summary>
/// What a credential is: a KSeF token (identity and permissions in one) or a certificate (identity alone).
/// </summary>
public enum CredentialKind : long
{
    Token,
    Certificate,
}
