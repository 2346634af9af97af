using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Signing.Answers;

/// <summary>What concerns one answer and leaves the others alone.</summary>
internal static class Failures
{
    public static bool AreHandled(Exception error) =>
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
