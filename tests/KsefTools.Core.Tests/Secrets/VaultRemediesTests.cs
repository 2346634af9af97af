using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What a person is told of a vault, and what to type next.</summary>
public sealed class VaultRemediesTests
{
    [Theory]
    [InlineData(null, "(default)")]
    [InlineData("KsefVault", "'KsefVault'")]
    public void A_vault_is_called_by_its_name_or_the_default_one(string? vault, string expected) =>
        Assert.Equal(expected, VaultName.Of(vault));

    [Theory]
    [InlineData(null, null, "Unlock-SecretStore")]
    [InlineData(SecretVaultFailure.Locked, null, "Unlock-SecretStore")]
    [InlineData(SecretVaultFailure.Locked, "Biuro", "Unlock-SecretVault -Name Biuro")]
    [InlineData(SecretVaultFailure.NotRegistered, null, "Register-SecretVault -Name KsefVault -ModuleName")]
    [InlineData(SecretVaultFailure.NotRegistered, "Biuro", "Register-SecretVault -Name Biuro -ModuleName")]
    [InlineData(SecretVaultFailure.ModuleMissing, "Biuro", "Unregister-SecretVault -Name Biuro  # then register")]
    [InlineData(SecretVaultFailure.OtherAccount, "Biuro", "Get-SecretVault -Name Biuro")]
    [InlineData(SecretVaultFailure.Other, "Biuro", "Test-SecretVault -Name Biuro  # shows")]
    [InlineData(SecretVaultFailure.Busy, null, "Test-SecretVault  # shows")]
    [InlineData(SecretVaultFailure.Damaged, "Biuro", "Test-SecretVault -Name Biuro  # after")]
    [InlineData(SecretVaultFailure.Empty, "Biuro", "Get-SecretVault -Name Biuro")]
    [InlineData(SecretVaultFailure.SignedOut, "Biuro", "Connect-AzAccount")]
    [InlineData(SecretVaultFailure.Forbidden, "Biuro", "Get-SecretInfo -Vault Biuro")]
    public void Each_failure_of_a_vault_has_its_own_command(SecretVaultFailure? failure, string? vault, string expected)
    {
        var remedy = VaultRemedies.Of(failure, vault).Replace("'", "", StringComparison.Ordinal);

        Assert.StartsWith(expected, remedy, StringComparison.Ordinal);
        Assert.Equal(
            vault is null && failure is SecretVaultFailure.NotRegistered,
            remedy.Contains("-DefaultVault", StringComparison.Ordinal)
        );
    }
}
