# A vault with the manners of Azure Key Vault behind its own extension, as they were seen with an emulator: what goes is
# kept with its name until it is recovered or purged, a refusal is a non-terminating error of a command inside, and
# nobody may be signed in.
Describe 'A vault that keeps the names of removed secrets' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $module = Join-Path $HOME Az.KeyVault
        $folder = New-Item -ItemType Directory (Join-Path $HOME azure), (Join-Path $HOME azure-removed)
        New-TestVaultModule $module @'
function Stop-Here {
    if ($env:KSEFTOOLS_TEST_AZURE -eq 'SignedOut') {
        throw "To use biuro Azure vault, the current user must be logged into Azure account subscription 1. " +
            "Run 'Connect-AzAccount -SubscriptionId 1'."
    }
}
function Write-Refusal {
    [CmdletBinding()]
    param([string] $Code, [string] $Message)
    $said = "Operation returned an invalid status code '$Code'`nCode: $Code`nMessage: $Message"
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
        [System.Exception]::new($said), '', 'CloseError', $null))
}
function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    Stop-Here
    $path = Join-Path $AdditionalParameters.Folder $Name
    if (Test-Path -LiteralPath $path) {
        ConvertTo-SecureString (Get-Content -LiteralPath $path -Raw) -AsPlainText -Force
    }
}
function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    Stop-Here
    Get-ChildItem -LiteralPath $AdditionalParameters.Folder | Where-Object Name -Like $Filter | ForEach-Object {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($_.Name, 'SecureString', $VaultName)
    }
}
function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    Stop-Here
    if ($env:KSEFTOOLS_TEST_AZURE -eq 'Forbidden') {
        Write-Refusal Forbidden 'Caller is not authorized to perform action on resource.'
    }
    elseif (Test-Path -LiteralPath (Join-Path $AdditionalParameters.Removed $Name)) {
        Write-Refusal Conflict ("Secret $Name is currently in a deleted but recoverable state, and its name cannot " +
            'be reused; in this state, the secret can only be recovered or purged.')
    }
    else {
        Set-Content -LiteralPath (Join-Path $AdditionalParameters.Folder $Name) -NoNewline -Value (
            ConvertFrom-SecureString $Secret -AsPlainText)
    }
    return $?
}
function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    Stop-Here
    Move-Item -LiteralPath (Join-Path $AdditionalParameters.Folder $Name) $AdditionalParameters.Removed
}
function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    try { Stop-Here }
    catch {
        Write-Error $_
        return $false
    }
    $true
}
'@
        Register-SecretVault TeamVault -ModuleName $module -VaultParameters @{
            AZKVaultName = 'biuro'; SubscriptionId = '1'; Folder = $folder[0].FullName; Removed = $folder[1].FullName
        }
        $nips = New-TestNip 6
        $office = New-TestOffice -Environment test -Vault TeamVault
        $sheet = Join-Path $HOME tokens.csv
        Set-Content $sheet (@('NIP;Nazwa;Token') + ($nips | ForEach-Object { "$_;Client;$(New-TestToken $_)" }))
        $null = Import-KsefCredential $sheet -Confirm:$false 6> $null
        function Undo-Removal([string] $Name) { Move-Item (Join-Path $folder[1] $Name) $folder[0] }
    }
    AfterEach { Remove-Item Env:KSEFTOOLS_TEST_AZURE -ErrorAction Ignore }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'takes every other row where one name is held, and that row says which command brings it back' {
        $name = (Get-KsefCredential $nips[1]).SecretName
        Remove-KsefProfile $nips -IncludeSecret -Confirm:$false
        $nips | Where-Object { $_ -ne $nips[1] } | ForEach-Object {
            Remove-Item -LiteralPath (Join-Path $folder[1] ($name -replace $nips[1], $_))
        }
        $rows = Import-KsefCredential $sheet -Confirm:$false 6> $null
        ($rows | Where-Object Outcome -ne Imported).Nip | Should -Be $nips[1]
        ($rows | Where-Object Outcome -eq Failed).Reason |
            Should -BeLike "*Undo-AzKeyVaultSecretRemoval -VaultName 'biuro' -Name '$name'*"
    }

    It 'takes the row once the removed secret is back' {
        Undo-Removal (Get-ChildItem $folder[1]).Name
        $rows = Import-KsefCredential $sheet -Confirm:$false 6> $null
        ($rows | Where-Object Nip -eq $nips[1]).Outcome | Should -Be Imported
    }

    It 'names the secret and the command where one token is stored' {
        $name = (Get-KsefCredential $nips[2]).SecretName
        Remove-KsefCredential $nips[2] -Confirm:$false
        { Set-KsefCredential $nips[2] -Token (New-TestToken $nips[2] | ConvertTo-TestSecret) -ErrorAction Stop } |
            Should -Throw "*Undo-AzKeyVaultSecretRemoval -VaultName 'biuro' -Name '$name'*"
    }

    It 'says how to sign in where nobody is, and not how to unlock' {
        $env:KSEFTOOLS_TEST_AZURE = 'SignedOut'
        { Set-KsefCredential $nips[3] -Token (New-TestToken $nips[3] | ConvertTo-TestSecret) -ErrorAction Stop } |
            Should -Throw '*Connect-AzAccount -SubscriptionId 1*' -ErrorId 'VaultLocked,*'
        (Test-KsefOffice | Where-Object Code -eq VaultLocked).Remedy | Should -Be 'Connect-AzAccount'
    }

    It 'has its own word on what this account may not do passed on' {
        $env:KSEFTOOLS_TEST_AZURE = 'Forbidden'
        { Set-KsefCredential $nips[3] -Token (New-TestToken $nips[3] | ConvertTo-TestSecret) -ErrorAction Stop } |
            Should -Throw '*Caller is not authorized to perform action*' -ErrorId 'VaultFailed,*'
    }
}
