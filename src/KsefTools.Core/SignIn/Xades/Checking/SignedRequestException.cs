namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>A signed file cannot be sent, for the one reason that <see cref="Failure"/> names.</summary>
public sealed class SignedRequestException(SignedRequestFailure failure) : Exception(SignedRequestSentences.Of(failure))
{
    /// <summary>The reason.</summary>
    public SignedRequestFailure Failure { get; } = failure;
}
