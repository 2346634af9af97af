using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making;

/// <summary>What a failure means for one token among many.</summary>
internal static class TokenFailures
{
    /// <summary>A sentence for a person; null for what ends the whole run.</summary>
    public static string? Sentence(Exception failure) =>
        failure switch
        {
            KsefApiException
            or SignInException
            or SecretVaultException
            or PermissionException
            or CredentialException
            or OfficeFileException
            or OfficeFolderException
            or IOException
            or UnauthorizedAccessException => failure.Message,
            _ when Faults.AreOfOneItem(failure) => Faults.Sentence(failure),
            _ => null,
        };
}
