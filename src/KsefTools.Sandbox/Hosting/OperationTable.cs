using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Auth.Xades;
using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.Limits;
using KsefTools.Sandbox.Peppol;
using KsefTools.Sandbox.Permissions;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.TestData;
using KsefTools.Sandbox.Tokens;

namespace KsefTools.Sandbox.Hosting;

/// <summary>Every operation of the contract that the sandbox serves.</summary>
internal static class OperationTable
{
    public static readonly IReadOnlyList<Operation> All =
    [
        .. KeyOperations.All,
        .. ChallengeOperations.All,
        .. TokenSignInOperations.All,
        .. XadesSignInOperations.All,
        .. SignInStatusOperations.All,
        .. SessionTokenOperations.All,
        .. SessionOperations.All,
        .. TokenQueryOperations.All,
        .. TokenOperations.All,
        .. EnrollmentOperations.All,
        .. CertificateOperations.All,
        .. PermissionOperations.All,
        .. ProviderOperations.All,
        .. LimitOperations.All,
        .. RateLimitOperations.All,
        .. SubjectOperations.All,
        .. GrantOperations.All,
    ];
}
