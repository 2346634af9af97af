using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Conversion;
using KsefTools.Core.Import;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions;
using KsefTools.Core.Runs;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens;

namespace KsefTools.Cmdlets.Errors;

/// <summary>
/// Makes every error record of the module: the exception says what happened, the table what it is called.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>The record of a failure.</summary>
    /// <param name="exception">Its message is for a person and names file or client.</param>
    /// <param name="target">What the command was working on.</param>
    internal static ErrorRecord Of(Exception exception, object? target)
    {
        var kind = KindOf(exception);
        return new ErrorRecord(exception, kind.Id, kind.Category, QuotedText.Target(target))
        {
            ErrorDetails = new(PlainText.Lines(exception.Message)) { RecommendedAction = kind.Action() },
        };
    }

    private static ErrorKind KindOf(Exception exception) =>
        exception switch
        {
            ShellException shell => shell.Kind,
            OfficeFolderException folder => KindOf(folder.Failure),
            OfficeFileException => ErrorKinds.OfficeFileInvalid,
            NoTokenException => ErrorKinds.CredentialNotFound,
            KeyMaterialException => ErrorKinds.CertificateUnusable,
            EnrolmentException { Failure: EnrolmentFailure.HolderUnknown } => ErrorKinds.IdentityNotFound,
            EnrolmentException { Failure: EnrolmentFailure.NothingToRenew } => ErrorKinds.NothingToRenew,
            EnrolmentException => ErrorKinds.CertificateNotIssued,
            ConversionException { Failure: ConversionFailure.IdentityUnknown } => ErrorKinds.IdentityNotFound,
            ConversionException { Failure: ConversionFailure.NothingToRestore } => ErrorKinds.NothingToRestore,
            ConversionException { Failure: ConversionFailure.Busy } => ErrorKinds.ConversionBusy,
            ConversionException => ErrorKinds.NothingConverted,
            PermissionException { IsAboutSession: true } => ErrorKinds.PermissionDenied,
            PermissionException => ErrorKinds.PermissionRefused,
            CredentialException credential => KindOf(credential.Failure),
            CertificateCareException care => KindOf(care.Failure),
            RunException => ErrorKinds.AuditRunNotFound,
            ContractException => ErrorKinds.RequestUnknown,
            SecretMoveException => ErrorKinds.CredentialNotMoved,
            SpreadsheetException { IsNotAccessible: true } => ErrorKinds.FileNotAccessible,
            SpreadsheetException => ErrorKinds.SpreadsheetUnreadable,
            SecretVaultException vault => KindOf(vault.Failure),
            SignInException { Failure: SignInFailure.SignatureNeeded } => ErrorKinds.SignatureNeeded,
            SignInException { SpeaksAboutCredential: true } => ErrorKinds.SignInRefused,
            SignInException => ErrorKinds.KsefUnreachable,
            KsefApiException api => KindOf(api.Kind),
            IOException or UnauthorizedAccessException => ErrorKinds.FileNotAccessible,
            _ => ErrorKinds.Unexpected,
        };

    private static ErrorKind KindOf(OfficeFolderFailure failure) =>
        failure switch
        {
            OfficeFolderFailure.NotFound => ErrorKinds.OfficeNotFound,
            OfficeFolderFailure.Exists => ErrorKinds.OfficeExists,
            OfficeFolderFailure.Busy => ErrorKinds.OfficeBusy,
            _ => ErrorKinds.OfficeNotAccessible,
        };

    private static ErrorKind KindOf(CredentialFailure failure) =>
        failure switch
        {
            CredentialFailure.OtherContext => ErrorKinds.TokenOfAnotherClient,
            CredentialFailure.Unreadable => ErrorKinds.CredentialUnusable,
            CredentialFailure.EnvironmentUnknown => ErrorKinds.OfficeFileInvalid,
            _ => ErrorKinds.CredentialNotFound,
        };

    private static ErrorKind KindOf(CertificateCareFailure failure) =>
        failure switch
        {
            CertificateCareFailure.NotFound => ErrorKinds.CertificateNotFound,
            CertificateCareFailure.CannotRevoke => ErrorKinds.CertificateNotRevoked,
            _ => ErrorKinds.CertificateNotAsked,
        };

    private static ErrorKind KindOf(SecretVaultFailure failure) =>
        failure switch
        {
            SecretVaultFailure.Locked or SecretVaultFailure.SignedOut => ErrorKinds.VaultLocked,
            SecretVaultFailure.NotRegistered => ErrorKinds.VaultNotRegistered,
            SecretVaultFailure.Busy => ErrorKinds.VaultBusy,
            SecretVaultFailure.WriteLost => ErrorKinds.VaultWriteLost,
            SecretVaultFailure.DiskFull => ErrorKinds.VaultDiskFull,
            _ => ErrorKinds.VaultFailed,
        };

    private static ErrorKind KindOf(ApiErrorKind kind) =>
        kind switch
        {
            ApiErrorKind.Unauthorized => ErrorKinds.SignInRefused,
            ApiErrorKind.Forbidden => ErrorKinds.KsefDenied,
            ApiErrorKind.EnvironmentNotAllowed => ErrorKinds.EnvironmentNotAllowed,
            ApiErrorKind.SecretOfOtherEnvironment => ErrorKinds.SecretOfOtherEnvironment,
            ApiErrorKind.RateLimited => ErrorKinds.KsefRateLimited,
            ApiErrorKind.Validation or ApiErrorKind.NotFound or ApiErrorKind.Gone => ErrorKinds.KsefRefused,
            _ => ErrorKinds.KsefUnreachable,
        };
}
