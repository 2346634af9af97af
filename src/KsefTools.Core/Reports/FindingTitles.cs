using System.Collections.Frozen;
using KsefTools.Core.Runs;

namespace KsefTools.Core.Reports;

/// <summary>What each code is called for somebody who never saw a prompt.</summary>
public static class FindingTitles
{
    private static readonly FrozenDictionary<string, (string English, string Polish)> Table = new Dictionary<
        string,
        (string English, string Polish)
    >(StringComparer.Ordinal)
    {
        [nameof(FindingCode.TokenRevoked)] = ("Token revoked", "Token unieważniony"),
        [nameof(FindingCode.TokenInactive)] = ("Token not active", "Token nieaktywny"),
        [nameof(FindingCode.TokenPending)] = ("Token not active yet", "Token jeszcze nieaktywny"),
        [nameof(FindingCode.TokenUnknown)] = ("Token unknown to KSeF", "Token nieznany w KSeF"),
        [nameof(FindingCode.WrongContext)] = ("Another client's credential", "Poświadczenie innego klienta"),
        [nameof(FindingCode.WrongEnvironment)] = ("Token of another environment", "Token z innego środowiska"),
        [nameof(FindingCode.ContextBlocked)] = ("Client blocked by KSeF", "Klient zablokowany przez KSeF"),
        [nameof(FindingCode.NoPermissions)] = ("No permissions", "Brak uprawnień"),
        [nameof(FindingCode.MissingPermission)] = ("Permission missing", "Brakuje uprawnienia"),
        [nameof(FindingCode.ExcessPermission)] = ("More permissions than needed", "Więcej uprawnień, niż trzeba"),
        [nameof(FindingCode.EffectiveBelowRequested)] = ("Author lost a permission", "Autor stracił uprawnienie"),
        [nameof(FindingCode.Unused)] = ("Not used for a long time", "Dawno nieużywane"),
        [nameof(FindingCode.RotationDue)] = ("Due for replacement", "Do wymiany"),
        [nameof(FindingCode.TokenEndsByLaw)] = ("Token ends by law", "Koniec tokenów z mocy prawa"),
        [nameof(FindingCode.SameSecretTwice)] = ("Same token at two clients", "Ten sam token u dwóch klientów"),
        [nameof(FindingCode.SecretMissing)] = ("Secret missing in the vault", "Brak sekretu w magazynie"),
        [nameof(FindingCode.SecretOrphan)] = ("Secret without a client", "Sekret bez klienta"),
        [nameof(FindingCode.VaultLocked)] = ("Vault locked", "Magazyn zamknięty"),
        [nameof(FindingCode.NoAccessYet)] = ("No access yet", "Brak dostępu"),
        [nameof(FindingCode.GhostToken)] = ("Tokens unknown to the office", "Tokeny nieznane biuru"),
        [nameof(FindingCode.CertificateExpires)] = ("Certificate ends", "Kończy się certyfikat"),
        [nameof(FindingCode.CertificateRevoked)] = ("Certificate revoked", "Certyfikat unieważniony"),
        [nameof(FindingCode.CertificateWrongType)] = ("Certificate of the wrong type", "Certyfikat złego typu"),
        [nameof(FindingCode.KeyMismatch)] = ("Key of another certificate", "Klucz innego certyfikatu"),
        [nameof(FindingCode.IdentityNotGranted)] = ("Office without permissions", "Biuro bez uprawnień u klienta"),
        [nameof(FindingCode.DelegationLost)] = ("Delegation lost", "Utracone prawo przekazywania"),
        [nameof(FindingCode.Unreachable)] = ("No answer", "Brak odpowiedzi"),
        [nameof(FindingCode.RateLimited)] = ("KSeF asked to wait", "KSeF kazał czekać"),
        [nameof(FindingCode.PortalRefused)] = ("Refused by KSeF's gateway", "Odmowa bramy KSeF"),
        [nameof(FindingCode.CertificateUnknown)] = ("Certificate unknown to KSeF", "Certyfikat nieznany w KSeF"),
        [nameof(FindingCode.GrantArrived)] = ("Permissions granted", "Nadano uprawnienia"),
        [nameof(FindingCode.EnvironmentNotAllowed)] = ("Address not allowed", "Niedozwolony adres"),
        [nameof(FindingCode.EnvironmentChanged)] = ("Environment changed", "Zmienione środowisko"),
        [nameof(FindingCode.CertificateNotTaken)] = (
            "Certificate not accepted by KSeF",
            "KSeF nie przyjmuje certyfikatu"
        ),
        [nameof(FindingCode.VaultFailed)] = ("Vault failed", "Awaria magazynu"),
        [nameof(OfficeIssueCode.FileUnreadable)] = ("File cannot be read", "Nie można odczytać pliku"),
        [nameof(OfficeIssueCode.UnknownKey)] = ("Unknown key in a file", "Nieznany klucz w pliku"),
        [nameof(OfficeIssueCode.InvalidNip)] = ("Invalid NIP", "Błędny NIP"),
        [nameof(OfficeIssueCode.InvalidPesel)] = ("Invalid PESEL", "Błędny PESEL"),
        [nameof(OfficeIssueCode.InvalidValue)] = ("Invalid value in a file", "Błędna wartość w pliku"),
        [nameof(OfficeIssueCode.FileNameMismatch)] = ("File name is not the NIP", "Nazwa pliku inna niż NIP"),
        [nameof(OfficeIssueCode.DuplicateNip)] = ("Two files of one client", "Dwa pliki jednego klienta"),
        [nameof(OfficeIssueCode.DuplicateSecret)] = ("One secret named twice", "Jeden sekret wskazany dwa razy"),
        [nameof(OfficeIssueCode.VaultMissing)] = ("Vault not registered", "Niezarejestrowany magazyn"),
        [nameof(OfficeIssueCode.FileReadableByOthers)] = ("File readable by others", "Plik dostępny dla innych"),
        [nameof(OfficeIssueCode.InterruptedRun)] = ("Interrupted operation", "Przerwana operacja"),
        [RunFindings.PermissionsChanged] = ("Permissions changed", "Zmienione uprawnienia"),
        [RunFindings.WaitingForGrant] = ("Waiting for the client's grant", "Czekamy na uprawnienia od klienta"),
        [RunFindings.QuotaLow] = ("Few certificates left", "Mało certyfikatów do wydania"),
        [RunFindings.KsefOutage] = ("Outage of KSeF", "Niedostępność KSeF"),
        [RunFindings.KsefSilent] = ("KSeF does not answer", "KSeF nie odpowiada"),
        [RunFindings.ClientUnreadable] = ("Client's file cannot be read", "Nie można odczytać pliku klienta"),
        [RunFindings.PartFailed] = ("Part not audited", "Część niesprawdzona"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a title.</summary>
    public static IEnumerable<string> Codes => Table.Keys;

    /// <summary>The title; the code itself for one of a later version.</summary>
    public static string Of(string code) =>
        Table.TryGetValue(code, out var title) ? UiText.Of(title.English, title.Polish) : code;
}
