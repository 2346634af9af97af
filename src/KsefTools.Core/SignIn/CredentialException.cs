namespace KsefTools.Core.SignIn;

/// <summary>
/// A credential cannot even be tried: KSeF was not asked. Its text is for a person, names client and secret, and holds
/// none.
/// </summary>
public sealed class CredentialException(CredentialFailure failure, string message) : Exception(message)
{
    public CredentialFailure Failure { get; } = failure;
}
