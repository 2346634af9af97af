using System.Management.Automation;
using System.Security.Cryptography;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Vault;

/// <summary>
/// Tells failures of vaults apart: by type and error id where there are any, else by the words that SecretStore and
/// vault extensions are known to use, which are English in every language.
/// </summary>
internal static class VaultSymptoms
{
    private static readonly (SecretVaultFailure Failure, string[] Words)[] Words =
    [
        (SecretVaultFailure.SignedOut, ["connect-azaccount"]),
        (
            SecretVaultFailure.OtherAccount,
            [
                "access to the path",
                "access is denied",
                "permission denied",
                "unauthorized",
                "not authorized",
                "forbidden",
            ]
        ),
        (
            SecretVaultFailure.Damaged,
            [
                "integrity check failed",
                "unable to read from local",
                "inconsistent state",
                "corrupt",
                "tampered",
                "damaged",
                "end of stream",
            ]
        ),
        (
            SecretVaultFailure.ModuleMissing,
            ["was not loaded because no valid module file", "was not found in any module"]
        ),
        (SecretVaultFailure.Locked, ["is locked", "unlock", "not unlocked", "password is required", "master password"]),
    ];

    // Of a removed secret's name, while Azure Key Vault keeps that secret, removes it, or brings it back.
    private static readonly string[] NameHeld =
    [
        "deleted but recoverable",
        "currently being deleted",
        "currently being recovered",
    ];

    /// <summary>Whether the name alone was refused, because a removed secret has it still.</summary>
    public static bool IsNameHeld(SecretVaultException refusal) =>
        refusal.Failure is SecretVaultFailure.Other
        && NameHeld.Any(words => refusal.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it may as well be a wrong password: to SecretStore both look alike.</summary>
    public static bool MayBeWrongPassword(Exception cause) =>
        cause.Message.Contains("password may be invalid", StringComparison.OrdinalIgnoreCase);

    public static SecretVaultFailure Of(ErrorRecord error, IReadOnlyList<Exception> causes)
    {
        if (error.FullyQualifiedErrorId.StartsWith("Modules_", StringComparison.Ordinal))
            return SecretVaultFailure.ModuleMissing;
        // SecretManagement and SecretStore look for their folders when they are first used, and find no home.
        if (
            causes.Any(cause => cause is TypeInitializationException)
            && causes.Any(cause => cause is ArgumentNullException)
        )
            return SecretVaultFailure.OtherAccount;
        if (causes.Any(cause => cause is UnauthorizedAccessException))
            return SecretVaultFailure.OtherAccount;
        var said = string.Join("\n", causes.Select(cause => cause.Message));
        foreach (var (failure, words) in Words)
            if (words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return failure;
        return causes.Any(cause => cause is CryptographicException)
            ? SecretVaultFailure.Damaged
            : SecretVaultFailure.Other;
    }
}
