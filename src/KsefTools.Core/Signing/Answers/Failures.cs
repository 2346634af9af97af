using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Signing.Answers;

/// <summary>What concerns one answer and leaves the others alone.</summary>
internal static class Failures
{
    /// <summary>Whatever failed: a fault of ours is the answer's, too.</summary>
    public static bool AreHandled(Exception error, CancellationToken cancellationToken) =>
        Faults.AreOfOneItem(error, cancellationToken);

    /// <summary>Why; of what nobody foresaw, its type alone.</summary>
    public static string Reason(Exception error) => IsForeseen(error) ? error.Message : Faults.Sentence(error);

    private static bool IsForeseen(Exception error) =>
        error
            is KsefApiException
                or SignInException
                or EnrolmentException
                or OfficeFolderException
                or OfficeFileException
                or SecretVaultException
                or IOException
                or UnauthorizedAccessException;
}
