using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Errors;

/// <summary>
/// The one table of errors: every ErrorId that the module can write, its category, and what to do about it.
/// </summary>
internal static partial class ErrorKinds
{
    internal static readonly ErrorKind OfficeNotFound = new(
        "OfficeNotFound",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "Create an office: Initialize-KsefOffice ./office -Nip 5260001246 -Name 'Biuro' -Vault KsefVault. "
                    + "Or name an existing one: -OfficePath, or $env:KSEF_OFFICE.",
                "Utwórz biuro: Initialize-KsefOffice ./office -Nip 5260001246 -Name 'Biuro' -Vault KsefVault. Albo "
                    + "wskaż istniejące: -OfficePath lub $env:KSEF_OFFICE."
            )
    );

    internal static readonly ErrorKind OfficeExists = new(
        "OfficeExists",
        ErrorCategory.ResourceExists,
        () => UiText.Of("Look at it: Test-KsefOffice.", "Sprawdź je: Test-KsefOffice.")
    );

    internal static readonly ErrorKind OfficeNotAccessible = new(
        "OfficeNotAccessible",
        ErrorCategory.PermissionDenied,
        () => UiText.Of("See who owns the folder.", "Sprawdź, do kogo należy folder.")
    );

    internal static readonly ErrorKind OfficeBusy = new(
        "OfficeBusy",
        ErrorCategory.ResourceBusy,
        () =>
            UiText.Of(
                "Nothing was changed. Run the command again when the other one is done.",
                "Niczego nie zmieniono. Uruchom polecenie ponownie, gdy tamto się skończy."
            )
    );

    internal static readonly ErrorKind OfficeFileInvalid = new(
        "OfficeFileInvalid",
        ErrorCategory.InvalidData,
        () =>
            UiText.Of(
                "Correct the file at the line and column named; Test-KsefOffice shows all that is wrong.",
                "Popraw plik we wskazanym wierszu i kolumnie; Test-KsefOffice pokaże wszystko, co jest nie tak."
            )
    );

    internal static readonly ErrorKind InputNamesNobody = new(
        "InputNamesNobody",
        ErrorCategory.InvalidArgument,
        () => UiText.Of("See what the objects have: Format-List *.", "Zobacz, co mają obiekty: Format-List *.")
    );

    internal static readonly ErrorKind FilesAmbiguous = new(
        "FilesAmbiguous",
        ErrorCategory.InvalidArgument,
        () => UiText.Of("Name one file.", "Podaj jeden plik.")
    );

    internal static readonly ErrorKind ProfileNotFound = new(
        "ProfileNotFound",
        ErrorCategory.ObjectNotFound,
        () => UiText.Of("See the clients: Get-KsefProfile.", "Zobacz klientów: Get-KsefProfile.")
    );

    internal static readonly ErrorKind ProfileExists = new(
        "ProfileExists",
        ErrorCategory.ResourceExists,
        () => UiText.Of("Change it: Set-KsefProfile.", "Zmień go: Set-KsefProfile.")
    );

    internal static readonly ErrorKind CredentialNotFound = new(
        "CredentialNotFound",
        ErrorCategory.ObjectNotFound,
        () => UiText.Of("See what there is: Get-KsefCredential.", "Zobacz, co jest: Get-KsefCredential.")
    );

    internal static readonly ErrorKind CredentialAmbiguous = new(
        "CredentialAmbiguous",
        ErrorCategory.InvalidArgument,
        () => UiText.Of("Name one: -SecretName.", "Wskaż jeden: -SecretName.")
    );

    internal static readonly ErrorKind TokenMalformed = new(
        "TokenMalformed",
        ErrorCategory.InvalidData,
        () =>
            UiText.Of(
                "Copy the token again, all of it: reference|context|secret.",
                "Skopiuj token ponownie, w całości: numer|kontekst|sekret."
            )
    );

    internal static readonly ErrorKind TokenOfAnotherClient = new(
        "TokenOfAnotherClient",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "Store it for the client it was made for, or get a token made for this one.",
                "Zapisz go u klienta, dla którego powstał, albo uzyskaj token tego klienta."
            )
    );

    internal static readonly ErrorKind NothingConverted = new(
        "NothingConverted",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "Remove the cause that the message names and run the same command again; the tokens serve as before.",
                "Usuń przyczynę podaną w komunikacie i uruchom to samo polecenie; tokeny działają jak dotąd."
            )
    );

    internal static readonly ErrorKind NothingToRestore = new(
        "NothingToRestore",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "See what there is: Get-KsefCredential -IncludeRetired.",
                "Zobacz, co jest: Get-KsefCredential -IncludeRetired."
            )
    );

    internal static readonly ErrorKind ConversionBusy = new(
        "ConversionBusy",
        ErrorCategory.ResourceBusy,
        () => UiText.Of("Run the command again later.", "Uruchom polecenie później.")
    );

    internal static readonly ErrorKind NobodyToAsk = new(
        "NobodyToAsk",
        ErrorCategory.OperationStopped,
        () =>
            UiText.Of(
                "Where nobody can answer, confirm in advance: -Confirm:$false.",
                "Gdy nikt nie może odpowiedzieć, potwierdź z góry: -Confirm:$false."
            )
    );

    internal static readonly ErrorKind ParameterMissing = new(
        "ParameterMissing",
        ErrorCategory.InvalidArgument,
        () => UiText.Of("Add the parameter that the sentence names.", "Dodaj parametr, o którym mowa w komunikacie.")
    );

    internal static readonly ErrorKind PasswordEmpty = new(
        "PasswordEmpty",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "Give one: -Password (Read-Host -AsSecureString).",
                "Podaj je: -Password (Read-Host -AsSecureString)."
            )
    );

    internal static readonly ErrorKind SpreadsheetUnreadable = new(
        "SpreadsheetUnreadable",
        ErrorCategory.InvalidData,
        () =>
            UiText.Of(
                "Save the sheet as CSV with a header row that has columns for NIP and token.",
                "Zapisz arkusz jako CSV z nagłówkiem, w którym są kolumny NIP i token."
            )
    );

    internal static readonly ErrorKind VaultLocked = new(
        "VaultLocked",
        ErrorCategory.AuthenticationError,
        () =>
            UiText.Of(
                "Open it: Unlock-SecretStore, or Unlock-SecretVault for a vault of another make; for one in Azure sign "
                    + "in with Connect-AzAccount.",
                "Otwórz go: Unlock-SecretStore, a magazyn innego rodzaju: Unlock-SecretVault; do magazynu w Azure "
                    + "zaloguj się poleceniem Connect-AzAccount."
            )
    );

    internal static readonly ErrorKind VaultNotRegistered = new(
        "VaultNotRegistered",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "See the registered vaults: Get-SecretVault. An office names its own in office.yaml.",
                "Zobacz zarejestrowane magazyny: Get-SecretVault. Biuro podaje swój w office.yaml."
            )
    );

    internal static readonly ErrorKind VaultBusy = new(
        "VaultBusy",
        ErrorCategory.ResourceBusy,
        () => UiText.Of("Run the command again.", "Uruchom polecenie ponownie.")
    );

    internal static readonly ErrorKind VaultWriteLost = new(
        "VaultWriteLost",
        ErrorCategory.WriteError,
        () =>
            UiText.Of(
                "See which program writes to the vault, then run the command again.",
                "Sprawdź, który program zapisuje do magazynu, i uruchom polecenie ponownie."
            )
    );

    internal static readonly ErrorKind VaultDiskFull = new(
        "VaultDiskFull",
        ErrorCategory.ResourceUnavailable,
        () =>
            UiText.Of(
                "Make room on the disk of the vault, then run the command again.",
                "Zwolnij miejsce na dysku magazynu i uruchom polecenie ponownie."
            )
    );

    internal static readonly ErrorKind VaultFailed = new(
        "VaultFailed",
        ErrorCategory.ResourceUnavailable,
        () =>
            UiText.Of(
                "Try the vault itself: Get-SecretInfo -Vault and its name.",
                "Sprawdź sam magazyn: Get-SecretInfo -Vault i jego nazwa."
            )
    );

    internal static readonly ErrorKind KsefUnreachable = new(
        "KsefUnreachable",
        ErrorCategory.ConnectionError,
        () => UiText.Of("Run the command again later.", "Uruchom polecenie później.")
    );

    internal static readonly ErrorKind KsefRateLimited = new(
        "KsefRateLimited",
        ErrorCategory.LimitsExceeded,
        () =>
            UiText.Of(
                "Wait; another program may be using the same IP address.",
                "Poczekaj; być może inny program korzysta z tego samego adresu IP."
            )
    );

    internal static readonly ErrorKind KsefRefused = new(
        "KsefRefused",
        ErrorCategory.InvalidOperation,
        () => UiText.Of("See why: Test-KsefToken.", "Sprawdź przyczynę: Test-KsefToken.")
    );

    internal static readonly ErrorKind KsefDenied = new(
        "KsefDenied",
        ErrorCategory.PermissionDenied,
        () => UiText.Of("See what the token may do: Test-KsefToken.", "Sprawdź, co token może: Test-KsefToken.")
    );

    internal static readonly ErrorKind SignInRefused = new(
        "SignInRefused",
        ErrorCategory.AuthenticationError,
        () => UiText.Of("See why: Test-KsefToken.", "Sprawdź przyczynę: Test-KsefToken.")
    );

    internal static readonly ErrorKind SignatureNeeded = new(
        "SignatureNeeded",
        ErrorCategory.AuthenticationError,
        () =>
            UiText.Of(
                "Sign again: New-KsefSigningRequest, then Complete-KsefSigningRequest.",
                "Podpisz ponownie: New-KsefSigningRequest, a potem Complete-KsefSigningRequest."
            )
    );

    internal static readonly ErrorKind CredentialUnusable = new(
        "CredentialUnusable",
        ErrorCategory.InvalidData,
        () => UiText.Of("Store it again: Set-KsefCredential.", "Zapisz je ponownie: Set-KsefCredential.")
    );

    internal static readonly ErrorKind EnvironmentNotAllowed = new(
        "EnvironmentNotAllowed",
        ErrorCategory.SecurityError,
        () =>
            UiText.Of(
                "See where secrets may be sent: Get-KsefEnvironment.",
                "Zobacz, dokąd wolno wysyłać sekrety: Get-KsefEnvironment."
            )
    );

    internal static readonly ErrorKind EnvironmentNotApproved = new(
        "EnvironmentNotApproved",
        ErrorCategory.ObjectNotFound,
        () => UiText.Of("See what is approved: Get-KsefEnvironment.", "Zobacz, co dopuszczono: Get-KsefEnvironment.")
    );

    internal static readonly ErrorKind SecretOfOtherEnvironment = new(
        "SecretOfOtherEnvironment",
        ErrorCategory.SecurityError,
        () =>
            UiText.Of(
                "If the client has moved, say so: Set-KsefProfile -Environment; it asks. Else find out who changed "
                    + "the file.",
                "Jeśli klient zmienił środowisko, potwierdź to: Set-KsefProfile -Environment; polecenie zapyta. "
                    + "Jeśli nie, ustal, kto zmienił plik."
            )
    );

    internal static readonly ErrorKind GrantInvalid = new(
        "GrantInvalid",
        ErrorCategory.InvalidArgument,
        () => UiText.Of("See Get-Help Grant-KsefPermission -Full.", "Zobacz Get-Help Grant-KsefPermission -Full.")
    );

    internal static readonly ErrorKind PermissionRefused = new(
        "PermissionRefused",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "See what there is: Get-KsefPermission. Once the cause is gone, the same command goes on.",
                "Zobacz, co jest nadane: Get-KsefPermission. Po usunięciu przyczyny to samo polecenie podejmie pracę."
            )
    );

    internal static readonly ErrorKind PermissionDenied = new(
        "PermissionDenied",
        ErrorCategory.PermissionDenied,
        () =>
            UiText.Of(
                "Use a credential that has CredentialsManage there, or let the client do it.",
                "Użyj poświadczenia, które ma tam CredentialsManage, albo niech zrobi to klient."
            )
    );

    internal static readonly ErrorKind AuditRunNotFound = new(
        "AuditRunNotFound",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "See which runs there are: Get-KsefAudit. A new one: Invoke-KsefAudit.",
                "Zobacz zachowane audyty: Get-KsefAudit. Nowy: Invoke-KsefAudit."
            )
    );

    internal static readonly ErrorKind ReportFormatUnknown = new(
        "ReportFormatUnknown",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "Name a file that ends with .html, .csv, .json or .xlsx.",
                "Podaj plik o rozszerzeniu .html, .csv, .json albo .xlsx."
            )
    );

    internal static readonly ErrorKind NotifierInvalid = new(
        "NotifierInvalid",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "See what -Notify takes: Get-Help Invoke-KsefAudit -Parameter Notify.",
                "Zobacz, co przyjmuje -Notify: Get-Help Invoke-KsefAudit -Parameter Notify."
            )
    );

    internal static readonly ErrorKind FileNotAccessible = new(
        "FileNotAccessible",
        ErrorCategory.ReadError,
        () => UiText.Of("Check the path and who may read it.", "Sprawdź ścieżkę i prawa do niej.")
    );

    internal static readonly ErrorKind CodeUnknown = new(
        "CodeUnknown",
        ErrorCategory.ObjectNotFound,
        () => UiText.Of("See all codes: Get-KsefFinding.", "Zobacz wszystkie kody: Get-KsefFinding.")
    );

    internal static readonly ErrorKind Unexpected = new(
        "Unexpected",
        ErrorCategory.InvalidResult,
        () =>
            UiText.Of(
                "This is a defect of KsefTools; please report it with the output of Get-Error.",
                "To błąd w KsefTools; zgłoś go, dołączając wynik Get-Error."
            )
    );
}
