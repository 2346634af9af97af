using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Vault;

/// <summary>SecretManagement's errors, told apart by what they are and not by their text.</summary>
internal static class VaultFailures
{
    internal static SecretVaultException From(string? vault, RuntimeException exception, VaultRegistration? store)
    {
        var error = exception.ErrorRecord;
        if (Chain(error.Exception ?? exception).Any(IsPasswordRequired))
            return new(SecretVaultFailure.Locked, vault, LockedSentence(vault), exception);
        if (error.FullyQualifiedErrorId.StartsWith("GetSecretVaultNotFound", StringComparison.Ordinal))
            return NotRegistered(vault);
        var causes = Chain(error.Exception ?? exception).ToList();
        var failure = VaultSymptoms.Of(error, causes);
        if (failure is SecretVaultFailure.Damaged && causes.Exists(VaultSymptoms.MayBeWrongPassword))
            return new(failure, vault, WrongPasswordSentence(vault), exception);
        if (failure is SecretVaultFailure.SignedOut)
            return SignedOut(vault, store?.Subscription, exception);
        // Of a store in files it is this process's account that counts; a service knows an account of its own.
        if (failure is SecretVaultFailure.OtherAccount && store is { IsSecretStore: false })
            return Forbidden(vault, (error.Exception ?? exception).Message, exception);
        if (SentenceOf(failure, vault) is { } sentence)
            return new(failure, vault, sentence, exception);
        return SecretVaultException.Refused(vault, (error.Exception ?? exception).Message, exception);
    }

    /// <summary>SecretStore's file is gone, though the store was used before.</summary>
    internal static SecretVaultException FileGone(string? vault, string path) =>
        new(
            SecretVaultFailure.Damaged,
            vault,
            UiText.Of(
                $"Vault {VaultName.Of(vault)} has lost its file: '{path}' is not there.",
                $"Magazyn {VaultName.Of(vault)} stracił plik: nie ma '{path}'."
            )
        );

    private static string? SentenceOf(SecretVaultFailure failure, string? vault) =>
        failure switch
        {
            SecretVaultFailure.Locked => LockedSentence(vault),
            SecretVaultFailure.Damaged => UiText.Of(
                $"Vault {VaultName.Of(vault)} is damaged: its files in '{SecretStoreReload.Folder}' do not fit "
                    + "each other. Nothing can be read before they come back from a backup.",
                $"Magazyn {VaultName.Of(vault)} jest uszkodzony: jego pliki w '{SecretStoreReload.Folder}' nie "
                    + "pasują do siebie. Niczego nie da się odczytać, dopóki nie wrócą z kopii."
            ),
            SecretVaultFailure.ModuleMissing => UiText.Of(
                $"The module of vault {VaultName.Of(vault)} is not where it was when the vault was registered.",
                $"Modułu magazynu {VaultName.Of(vault)} nie ma tam, gdzie był przy jego rejestracji."
            ),
            SecretVaultFailure.OtherAccount => UiText.Of(
                $"This account has no access to vault {VaultName.Of(vault)}. {RunsAs()}",
                $"To konto nie ma dostępu do magazynu {VaultName.Of(vault)}. {RunsAs()}"
            ),
            _ => null,
        };

    private static string WrongPasswordSentence(string? vault) =>
        UiText.Of(
            $"Vault {VaultName.Of(vault)} does not open: the password was wrong, or its files in "
                + $"'{SecretStoreReload.Folder}' are damaged. If the password was right, nothing can be read before "
                + "they come back from a backup.",
            $"Magazyn {VaultName.Of(vault)} się nie otwiera: podano błędne hasło albo jego pliki w "
                + $"'{SecretStoreReload.Folder}' są uszkodzone. Jeśli hasło było dobre, niczego nie da się odczytać, "
                + "dopóki pliki nie wrócą z kopii."
        );

    private static string LockedSentence(string? vault) =>
        UiText.Of(
            $"Vault {VaultName.Of(vault)} is locked. Open it with Unlock-SecretStore, or make it need no password.",
            $"Magazyn {VaultName.Of(vault)} jest zamknięty. Otwórz go poleceniem Unlock-SecretStore albo zdejmij "
                + "z niego hasło."
        );

    /// <summary>A vault of another make says itself that it cannot be used.</summary>
    internal static SecretVaultException Closed(VaultRegistration vault, Exception? cause = null)
    {
        var open = CommandText.Of("Unlock-SecretVault").With("Name", vault.Name).Asking("Password");
        return new(
            SecretVaultFailure.Locked,
            vault.Name,
            UiText.Of(
                $"Vault {VaultName.Of(vault.Name)} is not open: it was not opened, or another process has changed its "
                    + $"file since, as KeePass notices. Open it ({open}), and run this again.",
                $"Magazyn {VaultName.Of(vault.Name)} nie jest otwarty: nie otwarto go albo inny proces zmienił potem "
                    + $"jego plik, co zauważa np. KeePass. Otwórz go ({open}) i uruchom to ponownie."
            ),
            cause
        );
    }

    /// <summary>A removed secret has the name still. The name is no secret, whatever it looks like.</summary>
    internal static SecretVaultException NameHeld(VaultRegistration store, SecretAddress address, Exception cause)
    {
        var back = CommandText.Of("Undo-AzKeyVaultSecretRemoval").With("VaultName", store.AzureName);
        var how = store.AzureName is null ? "" : $" ({back.With("Name", address.Name)})";
        return new(
            SecretVaultFailure.NameHeld,
            address.Vault,
            UiText.Of(
                $"Vault {VaultName.Of(store.Name)} keeps the name '{address.Name}' for the secret that was removed "
                    + $"from it. Bring that one back{how} or purge it there, then run this again.",
                $"Magazyn {VaultName.Of(store.Name)} zachowuje nazwę '{address.Name}' dla sekretu, który z niego "
                    + $"usunięto. Przywróć go{how} albo usuń tam na stałe i uruchom to ponownie."
            ),
            cause
        );
    }

    /// <summary>Nobody is signed in to the service that keeps the secrets.</summary>
    private static SecretVaultException SignedOut(string? vault, string? subscription, Exception cause)
    {
        var signIn = CommandText.Of("Connect-AzAccount").With("SubscriptionId", subscription);
        return new(
            SecretVaultFailure.SignedOut,
            vault,
            UiText.Of(
                $"Vault {VaultName.Of(vault)} is in Azure, and nobody is signed in there. Sign in ({signIn}), "
                    + "and run this again.",
                $"Magazyn {VaultName.Of(vault)} jest w Azure, a nikt nie jest tam zalogowany. Zaloguj się ({signIn}) "
                    + "i uruchom to ponownie."
            ),
            cause
        );
    }

    /// <summary>A vault knows who asks, and does not let that one do it.</summary>
    private static SecretVaultException Forbidden(string? vault, string said, Exception cause)
    {
        var why = SecretVaultException.Refused(vault, said, cause).Message;
        return new(
            SecretVaultFailure.Forbidden,
            vault,
            UiText.Of($"This account may not do that there. {why}", $"To konto nie ma tam do tego prawa. {why}"),
            cause
        );
    }

    private static string RunsAs()
    {
        var home = Environment.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        return string.IsNullOrEmpty(home)
            ? UiText.Of(
                $"This process runs as {Environment.UserName}, and no home folder is set.",
                $"Ten proces działa jako {Environment.UserName} i nie ma ustawionego folderu domowego."
            )
            : UiText.Of(
                $"This process runs as {Environment.UserName} with the home '{home}'.",
                $"Ten proces działa jako {Environment.UserName} z folderem domowym '{home}'."
            );
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
                    $"Vault '{vault}' is not registered: {Register(vault)}. {RunsAs()}",
                    $"Magazyn '{vault}' nie jest zarejestrowany: {Register(vault)}. {RunsAs()}"
                )
        );

    private static string Register(string vault) =>
        CommandText.Of("Register-SecretVault").With(vault).Literally("-ModuleName Microsoft.PowerShell.SecretStore");

    internal static SecretVaultException WrongType(SecretAddress address, Type? type) =>
        new(
            SecretVaultFailure.NotText,
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
