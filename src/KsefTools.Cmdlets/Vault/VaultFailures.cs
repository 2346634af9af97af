using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Vault;

/// <summary>SecretManagement's errors, told apart by what they are and not by their text.</summary>
internal static class VaultFailures
{
    internal static SecretVaultException From(string? vault, RuntimeException exception)
    {
        var error = exception.ErrorRecord;
        if (Chain(error.Exception ?? exception).Any(IsPasswordRequired))
            return new(
                SecretVaultFailure.Locked,
                vault,
                UiText.Of(
                    $"Vault {VaultName.Of(vault)} is locked. Open it with Unlock-SecretStore, or make it need no "
                        + "password.",
                    $"Magazyn {VaultName.Of(vault)} jest zamknięty. Otwórz go poleceniem Unlock-SecretStore albo "
                        + "zdejmij z niego hasło."
                ),
                exception
            );
        if (error.FullyQualifiedErrorId.StartsWith("GetSecretVaultNotFound", StringComparison.Ordinal))
            return NotRegistered(vault);
        return SecretVaultException.Refused(vault, (error.Exception ?? exception).Message, exception);
    }

    internal static SecretVaultException NotRegistered(string? vault) =>
        new(
            SecretVaultFailure.NotRegistered,
            vault,
            vault is null
                ? UiText.Of(
                    "No default vault is set. Name one in office.yaml, or register one: Register-SecretVault KsefVault "
                        + "-ModuleName Microsoft.PowerShell.SecretStore -DefaultVault",
                    "Nie ma domyślnego magazynu. Podaj go w office.yaml albo zarejestruj: Register-SecretVault "
                        + "KsefVault -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault"
                )
                : UiText.Of(
                    $"Vault '{vault}' is not registered: {Register(vault)}",
                    $"Magazyn '{vault}' nie jest zarejestrowany: {Register(vault)}"
                )
        );

    private static string Register(string vault) =>
        CommandText.Of("Register-SecretVault").With(vault).Literally("-ModuleName Microsoft.PowerShell.SecretStore");

    internal static SecretVaultException WrongType(SecretAddress address, Type? type) =>
        new(
            SecretVaultFailure.Other,
            address.Vault,
            UiText.Of(
                $"The secret {address} is of type {type?.Name ?? "null"}; a token is kept as text.",
                $"Sekret {address} jest typu {type?.Name ?? "null"}; token przechowuje się jako tekst."
            )
        );

    internal static SecretVaultException TooLong(SecretAddress address, int length, int longest) =>
        new(
            SecretVaultFailure.Other,
            address.Vault,
            UiText.Of(
                $"The secret {address} has {length} characters; PowerShell hands a vault {longest} at most. It was not "
                    + "written.",
                $"Sekret {address} ma {length} znaków; PowerShell przekazuje magazynowi najwyżej {longest}. Nie "
                    + "zapisano go."
            )
        );

    // The type lives in an assembly that SecretManagement loads: known here by its name alone.
    private static bool IsPasswordRequired(Exception exception) =>
        exception.GetType().Name is "PasswordRequiredException";

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
            yield return current;
    }
}
