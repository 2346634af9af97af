namespace KsefTools.Cmdlets.Vault;

/// <summary>
/// What is asked of SecretManagement. Names are qualified, because a user may have functions and aliases of the same
/// name; -WhatIf, -Confirm and -Verbose are set, because the user's preferences are not meant for these calls.
/// </summary>
internal static class VaultScripts
{
    // Of an Azure Key Vault also what it is called there, which Az's own commands want.
    internal const string Registration = """
        param($Vault)
        $ErrorActionPreference = 'Stop'
        $found = if ($Vault) {
            Microsoft.PowerShell.SecretManagement\Get-SecretVault -Name ([wildcardpattern]::Escape($Vault))
        }
        else { Microsoft.PowerShell.SecretManagement\Get-SecretVault | & { process { if ($_.IsDefault) { $_ } } } }
        foreach ($one in $found) {
            $azure = @{ AZKVaultName = $null; SubscriptionId = $null }
            foreach ($key in @($azure.Keys)) {
                if ($one.ModuleName -eq 'Az.KeyVault' -and $one.VaultParameters.ContainsKey($key)) {
                    $azure[$key] = [string] $one.VaultParameters[$key]
                }
            }
            [pscustomobject] @{
                Name = $one.Name; ModuleName = $one.ModuleName
                AzureName = $azure.AZKVaultName; Subscription = $azure.SubscriptionId
            }
        }
        """;

    internal const string List = """
        param($Vault)
        $ErrorActionPreference = 'Stop'
        foreach ($info in Microsoft.PowerShell.SecretManagement\Get-SecretInfo -Vault $Vault -Verbose:$false) {
            $info.Name
        }
        """;

    // A missing secret is an answer; everything else is a failure.
    internal const string Read = """
        param($Vault, $Names)
        foreach ($name in $Names) {
            try {
                $secret = Microsoft.PowerShell.SecretManagement\Get-Secret -Name $name -Vault $Vault `
                    -ErrorAction Stop -Verbose:$false
                [pscustomobject] @{ Name = $name; Secret = $secret }
            }
            catch {
                if ($_.FullyQualifiedErrorId -notlike 'GetSecretNotFound,*') { throw }
            }
        }
        """;

    internal const string Write = """
        param($Vault, $Name, $Secret)
        $ErrorActionPreference = 'Stop'
        Microsoft.PowerShell.SecretManagement\Set-Secret -Name $Name -SecureStringSecret $Secret -Vault $Vault `
            -WhatIf:$false -Confirm:$false -Verbose:$false
        """;

    internal const string Remove = """
        param($Vault, $Name)
        $ErrorActionPreference = 'Stop'
        Microsoft.PowerShell.SecretManagement\Remove-Secret -Name $Name -Vault $Vault `
            -WhatIf:$false -Confirm:$false -Verbose:$false
        """;

    internal const string Test = """
        param($Vault)
        Microsoft.PowerShell.SecretManagement\Test-SecretVault -Name $Vault -ErrorAction Ignore -Verbose:$false
        """;

    internal const string Authentication = """
        $ErrorActionPreference = 'Stop'
        (Microsoft.PowerShell.SecretStore\Get-SecretStoreConfiguration).Authentication.ToString()
        """;

    // Unlocking drops the store's memory before it says that there is nothing to unlock: that one error is expected.
    internal const string Reload = """
        $ErrorActionPreference = 'Stop'
        $any = [securestring]::new()
        $any.AppendChar('-')
        try { Microsoft.PowerShell.SecretStore\Unlock-SecretStore -Password $any }
        catch {
            $nothingToUnlock = 'InvalidOperation,Microsoft.PowerShell.SecretStore.UnlockSecretStoreCommand'
            if ($_.FullyQualifiedErrorId -ne $nothingToUnlock) { throw }
        }
        """;
}
