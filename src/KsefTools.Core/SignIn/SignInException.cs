namespace KsefTools.Core.SignIn;

/// <summary>
/// KSeF did not let a credential sign in. Its text is for a person and holds no secret; what KSeF wrote is in
/// <see cref="Details"/>.
/// </summary>
public sealed class SignInException(SignInFailure failure, int? status, string message) : Exception(message)
{
    public SignInFailure Failure { get; } = failure;

    /// <summary>The status of the sign-in (415, 450, …), or null where KSeF refused before there was one.</summary>
    public int? Status { get; } = status;

    /// <summary>What KSeF wrote about the cause: Polish since API 2.6.1, English before.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The sign-in's number, by which KSeF can be asked again for seven days.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Whether it says anything about the credential: not while KSeF is slow or has failed.</summary>
    public bool SpeaksAboutCredential =>
        Failure
            is not (
                SignInFailure.StillInProgress
                or SignInFailure.SystemFailure
                or SignInFailure.ChallengeInvalid
                or SignInFailure.TimestampInvalid
                or SignInFailure.EncryptionInvalid
            );
}
