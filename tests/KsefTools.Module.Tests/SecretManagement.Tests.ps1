# What KsefTools and its tests rely on in SecretManagement. Run against the real module and the stand-in alike, so that
# the stand-in stays true.
Describe 'SecretManagement' {
    BeforeAll {
        Import-Module Microsoft.PowerShell.SecretManagement, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        New-TestVaultModule (Join-Path $HOME Drawer) @'
function Get-Secret {
    param($Name, $VaultName, $AdditionalParameters)
    if ($Name -eq 'broken') { throw 'the drawer is jammed' }
    if ($Name -eq 'locked') { throw [Microsoft.PowerShell.SecretManagement.PasswordRequiredException]::new('locked') }
    if ($Name -eq 'where') { return $AdditionalParameters.Place }
}
function Get-SecretInfo {
    param($Filter, $VaultName, $AdditionalParameters)
    foreach ($name in 'zeta', 'alpha') {
        if ($name -like $Filter) {
            [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($name, 'String', $VaultName)
        }
    }
}
function Set-Secret { param($Name, $Secret, $VaultName, $AdditionalParameters) throw 'the drawer is full' }
function Remove-Secret { param($Name, $VaultName, $AdditionalParameters) throw 'the drawer is jammed' }
function Test-SecretVault { param($VaultName, $AdditionalParameters) $VaultName -eq 'Drawer' }
'@
        Register-SecretVault Drawer -ModuleName (Join-Path $HOME Drawer Drawer.psd1) -VaultParameters @{ Place =
            'desk' }

        # The identifier of the error that ends a script; what went before in $Error stays out of sight.
        function Get-ErrorId([scriptblock] $Script) {
            try { & $Script | Out-Null } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        }
        function Get-Kind($Secret) { $Secret.GetType().Name }
    }

    It 'satisfies the module, which requires it' {
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        (Get-Module KsefTools).RequiredModules.Name | Should -Be Microsoft.PowerShell.SecretManagement
    }

    It 'is known to the module by its identifier, so that one of the same name is not taken for it' {
        $impostor = New-Item -ItemType Directory (Join-Path $HOME impostors Microsoft.PowerShell.SecretManagement)
        Set-Content (Join-Path $impostor Microsoft.PowerShell.SecretManagement.psd1) (
            "@{ ModuleVersion = '9.9'; GUID = '$(New-Guid)'; FunctionsToExport = @() }")
        $output = Invoke-TestShell -Command "`$env:PSModulePath = '$($impostor.Parent.FullName)'
            try { Import-Module '$env:KSEFTOOLS_TEST_MODULE' -ErrorAction Stop; 'imported' }
            catch { `$_.FullyQualifiedErrorId }"
        $output | Should -Not -Contain imported
        "$output" | Should -Match 'Modules_'
    }

    It 'gives text back as a SecureString, and as text when asked' {
        Set-Secret text 'zażółć' -Vault KsefVault
        Get-Secret text -Vault KsefVault | Should -BeOfType securestring
        Get-Secret text -Vault KsefVault -AsPlainText | Should -BeExactly 'zażółć'
    }

    It 'keeps the kinds of secret that a vault holds' {
        Set-Secret bytes ([byte[]] (0..255)) -Vault KsefVault
        Set-Secret secure -SecureStringSecret ('s' | ConvertTo-TestSecret) -Vault KsefVault
        Set-Secret person ([pscredential]::new('anna', ('p' | ConvertTo-TestSecret))) -Vault KsefVault
        (Get-Secret bytes -Vault KsefVault) -join ' ' | Should -Be (0..255 -join ' ')
        Get-Secret secure -Vault KsefVault -AsPlainText | Should -BeExactly s
        (Get-Secret person -Vault KsefVault).GetNetworkCredential().Password | Should -BeExactly p
        (Get-SecretInfo bytes -Vault KsefVault).Type | Should -Be ByteArray
        (Get-SecretInfo person -Vault KsefVault).Type | Should -Be PSCredential
    }

    It 'replaces a secret, whatever the case of its name' {
        Set-Secret Mixed one -Vault KsefVault
        Set-Secret MIXED two -Vault KsefVault
        Get-Secret mixed -Vault KsefVault -AsPlainText | Should -BeExactly two
        @(Get-SecretInfo mixed -Vault KsefVault).Count | Should -Be 1
    }

    It 'lists what fits a pattern, in the order of names' {
        'list-b', 'list-a', 'other' | ForEach-Object { Set-Secret $_ x -Vault KsefVault }
        (Get-SecretInfo list-* -Vault KsefVault).Name | Should -Be list-a, list-b
        (Get-SecretInfo -Vault Drawer).Name | Should -Be alpha, zeta
        (Get-SecretInfo list-a -Vault KsefVault).VaultName | Should -Be KsefVault
    }

    It 'removes a secret, and says so when there is none' {
        Set-Secret short-lived x -Vault KsefVault
        Remove-Secret short-lived -Vault KsefVault
        Get-SecretInfo short-lived -Vault KsefVault | Should -BeNullOrEmpty
        Get-ErrorId { Remove-Secret short-lived -Vault KsefVault -ErrorAction Stop } | Should -Not -BeNullOrEmpty
    }

    It 'leaves no trace of a secret that is not there when errors are ignored' {
        $Error.Clear()
        Get-Secret nobody -Vault KsefVault -ErrorAction Ignore | Should -BeNullOrEmpty
        $Error.Count | Should -Be 0
    }

    It 'names its errors by <Id>' -ForEach @(
        @{ Id = 'GetSecretNotFound'; Script = { Get-Secret nobody -Vault KsefVault -ErrorAction Stop } }
        @{ Id = 'GetSecretVaultNotFound'; Script = { Get-Secret text -Vault Nowhere } }
        @{ Id = 'GetSecretVaultNotFound'; Script = { Set-Secret text x -Vault Nowhere } }
        @{ Id = 'GetSecretVaultNotFound'; Script = { Get-SecretVault Nowhere -ErrorAction Stop } }
        @{ Id = 'GetSecretInvalidOperation'; Script = { Get-Secret broken -Vault Drawer -ErrorAction Stop } }
        @{ Id = 'SetSecretInvalidOperation'; Script = { Set-Secret text x -Vault Drawer -ErrorAction Stop } }
        @{ Id = 'RemoveSecretInvalidOperation'; Script = { Remove-Secret text -Vault Drawer -ErrorAction Stop } }
        @{ Id = 'RegisterSecretVaultInvalidVaultName'
            Script = { Register-SecretVault (Join-Path $HOME Drawer Drawer.psd1) Drawer } }
        @{ Id = 'RegisterSecretVaultCantGetModuleInfo'; Script = { Register-SecretVault NoSuchModule } }
        @{ Id = 'SetSecretCommandAlreadyExistsWithNoClobber'
            Script = { Set-Secret text x -Vault KsefVault -NoClobber } }
    ) {
        Set-Secret text x -Vault KsefVault
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'obeys the error preference of the script that calls it' {
        Get-ErrorId { $ErrorActionPreference = 'Stop'; Get-Secret nobody -Vault KsefVault } |
            Should -Be GetSecretNotFound
    }

    It 'tells a locked vault by the type of its exception' {
        $failure = { Get-Secret locked -Vault Drawer -ErrorAction Stop } | Should -Throw -PassThru
        $types = for ($next = $failure.Exception; $next; $next = $next.InnerException) { $next.GetType().Name }
        $types | Should -Contain PasswordRequiredException
    }

    It 'hands a vault its own parameters' {
        Get-Secret where -Vault Drawer -AsPlainText | Should -BeExactly desk
    }

    It 'asks a vault whether it works' {
        Test-SecretVault KsefVault | Should -BeTrue
        Test-SecretVault Drawer | Should -BeTrue
    }

    It 'serves from the default vault, which the first one is, where none is named' {
        (Get-SecretVault | Where-Object IsDefault).Name | Should -Be KsefVault
        Set-Secret anywhere x
        Get-SecretInfo anywhere -Vault KsefVault | Should -Not -BeNullOrEmpty
        Get-Secret anywhere -AsPlainText | Should -BeExactly x
    }

    It 'makes another vault the default, and forgets a vault' {
        Set-SecretVaultDefault Drawer
        (Get-SecretVault | Where-Object IsDefault).Name | Should -Be Drawer
        Set-SecretVaultDefault KsefVault
        Unregister-SecretVault Drawer
        (Get-SecretVault).Name | Should -Be KsefVault
    }

    It 'writes nothing under -WhatIf' {
        Set-Secret unwritten x -Vault KsefVault -WhatIf
        Get-SecretInfo unwritten -Vault KsefVault | Should -BeNullOrEmpty
    }

    It 'remembers its vaults and secrets in another process' {
        Set-Secret kept x -Vault KsefVault
        Invoke-TestShell -Command 'Get-Secret kept -Vault KsefVault -AsPlainText' | Should -BeExactly x
    }
}

Describe 'The stand-in for SecretManagement' -Skip:($env:KSEFTOOLS_TEST_SECRETS -ne 'StandIn') {
    It 'keeps its files where their owner alone can read them' {
        Get-ChildItem $env:KSEFTOOLS_PRACTICE_FOLDER -Recurse | ForEach-Object {
            $others = if ($_.PSIsContainer) { '^drwx------' } else { '^-rw-------' }
            $_.UnixMode | Should -Match $others
        }
    }

    It 'serves nobody who has not named a folder for practice' {
        Invoke-TestShell -Command '$env:KSEFTOOLS_PRACTICE_FOLDER = $null; try { Get-SecretVault } catch { "$_" }' |
            Should -Match KSEFTOOLS_PRACTICE_FOLDER
    }
}
