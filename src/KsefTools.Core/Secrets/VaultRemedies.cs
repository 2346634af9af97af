namespace KsefTools.Core.Secrets;

/// <summary>What to type next about a vault that did not answer: each failure has its own remedy.</summary>
internal static class VaultRemedies
{
    public static string Of(SecretVaultFailure? failure, string? vault) =>
        failure switch
        {
            null or SecretVaultFailure.Locked => vault is null
                ? "Unlock-SecretStore"
                : CommandText.Of("Unlock-SecretVault").With("Name", vault).Asking("Password").ToString(),
            SecretVaultFailure.NotRegistered => Register(vault)
                .Remark(
                    UiText.Of(
                        "in the account that runs this: each has its own vaults",
                        "na koncie, na którym to działa: każde ma własne magazyny"
                    )
                ),
            SecretVaultFailure.ModuleMissing => Named("Unregister-SecretVault", vault)
                .Remark(
                    UiText.Of(
                        "then register it again (Register-SecretVault), or put its module back; the secrets stay "
                            + "where they are",
                        "potem zarejestruj go ponownie (Register-SecretVault) albo przywróć jego moduł; sekrety "
                            + "zostają na miejscu"
                    )
                ),
            SecretVaultFailure.Damaged => Named("Test-SecretVault", vault)
                .Remark(
                    UiText.Of(
                        "after the vault's files came back from a backup; write nothing to it before, and do not "
                            + "reset it",
                        "po przywróceniu plików magazynu z kopii; wcześniej niczego w nim nie zapisuj i nie resetuj go"
                    )
                ),
            SecretVaultFailure.OtherAccount or SecretVaultFailure.Empty => Named("Get-SecretVault", vault)
                .Remark(
                    UiText.Of(
                        "as the person who keeps the secrets: run this in that account, or restore the vault's "
                            + "files from a backup",
                        "jako osoba, która przechowuje sekrety: uruchom to na jej koncie albo przywróć pliki "
                            + "magazynu z kopii"
                    )
                ),
            SecretVaultFailure.SignedOut => "Connect-AzAccount",
            SecretVaultFailure.Forbidden => CommandText
                .Of("Get-SecretInfo")
                .With("Vault", vault)
                .Remark(
                    UiText.Of(
                        "works once whoever looks after the vault lets this account list, get, set and delete secrets",
                        "zadziała, gdy opiekun magazynu pozwoli temu kontu wyświetlać, odczytywać, zapisywać i usuwać "
                            + "sekrety"
                    )
                ),
            SecretVaultFailure.NotText => CommandText
                .Of("Get-SecretInfo")
                .With("Vault", vault)
                .Remark(
                    UiText.Of(
                        "shows each secret's type: a token and a certificate are kept as text",
                        "pokazuje typ każdego sekretu: token i certyfikat przechowuje się jako tekst"
                    )
                ),
            _ => Named("Test-SecretVault", vault)
                .Remark(UiText.Of("shows what the vault itself says", "pokazuje, co mówi sam magazyn")),
        };

    private static CommandText Named(string command, string? vault) => CommandText.Of(command).With("Name", vault);

    private static CommandText Register(string? vault)
    {
        var command = CommandText
            .Of("Register-SecretVault")
            .With("Name", vault ?? "KsefVault")
            .Literally("-ModuleName Microsoft.PowerShell.SecretStore");
        return vault is null ? command.Literally("-DefaultVault") : command;
    }
}
