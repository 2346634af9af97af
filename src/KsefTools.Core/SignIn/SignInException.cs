namespace KsefTools.Core.SignIn;

/// <summary>
/// KSeF did not let a credential sign in. Its text is for a person and holds no secret; what KSeF wrote is in
/// <see cref="Details"/>.
/// </summary>
public sealed class SignInException(SignInFailure failure, int? status, string message) : Exception(message)
{
    private static readonly string[] GeneralCauses = ["lancuch", "zaufan", "chain", "trust"];

    public SignInFailure Failure { get; } = failure;

    /// <summary>The status of the sign-in (415, 450, …), or null where KSeF refused before there was one.</summary>
    public int? Status { get; } = status;

    /// <summary>What KSeF wrote about the cause: Polish since API 2.6.1, English before.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The sign-in's number, by which KSeF can be asked again for seven days.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>
    /// Whether a certificate was refused without a word about it in particular: every certificate may be refused so,
    /// where the environment is the wrong one or KSeF cannot check them. 21115 names no cause; of those of 460, the
    /// chain is KSeF's to know.
    /// </summary>
    public bool MayBeForEveryone =>
        Failure is SignInFailure.CertificateRejected
        && (
            Status is not 460
            || PlainLetters.Of(string.Join(" ", Details)) is var text
                && (
                    string.IsNullOrWhiteSpace(text)
                    || GeneralCauses.Any(cause => text.Contains(cause, StringComparison.Ordinal))
                )
        );

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
