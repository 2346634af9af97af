# Credentials in a vault that is not SecretStore: one file of all secrets, slow, without metadata, 25 KB a secret, and
# names of letters, digits and hyphens; and the way there and back.
Describe 'A vault of another make' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot TestVaults.psm1)
        Initialize-TestVault
        Register-OneFileVault | Out-Null
        $nips = New-TestNip 20
        $office = New-TestOffice -Environment test -Vault TeamVault
        New-TestClient $nips
        function Get-Kept([string] $Vault) {
            @((Get-SecretInfo -Vault $Vault).Name | Where-Object { $_ -like 'ksef-*' })
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'keeps all 20 secrets of two processes that write 10 each' {
        $writers = Start-TestWriter $nips[0..9] $office.OfficePath
        $others = Start-TestWriter $nips[10..19] $office.OfficePath
        $writers, $others | ForEach-Object { $_.WaitForExit() }
        (Get-Kept TeamVault).Count | Should -Be 20
        @(Get-KsefCredential | Where-Object Reference).Count | Should -Be 20
        @(Test-KsefOffice).Count | Should -Be 0
    }

    Context 'Move-KsefCredential' {
        It 'shows what it would do and changes nothing under -WhatIf' {
            $before = Get-Content -LiteralPath (Get-KsefProfile $nips[0]).Path -Raw
            Move-KsefCredential $nips[0] KsefVault -WhatIf
            Get-Content -LiteralPath (Get-KsefProfile $nips[0]).Path -Raw | Should -BeExactly $before
            Get-Kept KsefVault | Should -BeNullOrEmpty
        }

        It 'takes clients of a pipeline to another vault: copied, named, removed' {
            $credentials = Get-KsefCredential $nips[0..2]
            $texts = $credentials | ForEach-Object { Get-Secret $_.SecretName -Vault TeamVault -AsPlainText }
            $moved = $credentials | Move-KsefCredential -Vault KsefVault -PassThru
            $moved.Vault | Sort-Object -Unique | Should -Be KsefVault
            $moved.SecretName | Should -Be $credentials.SecretName
            $moved | ForEach-Object { Get-Secret $_.SecretName -Vault KsefVault -AsPlainText } | Should -Be $texts
            (Get-Kept TeamVault).Count | Should -Be 17
            @(Test-KsefOffice).Count | Should -Be 0
        }

        It 'brings them back' {
            Get-KsefProfile $nips[0..2] | Move-KsefCredential -Vault TeamVault
            (Get-Kept TeamVault).Count | Should -Be 20
            Get-Kept KsefVault | Should -BeNullOrEmpty
            Get-Content -LiteralPath (Get-KsefProfile $nips[0]).Path -Raw | Should -Not -Match 'vault:'
        }

        It 'leaves a secret where it is that is too long for the other vault' {
            $profile = Get-KsefProfile $nips[3]
            $before = Get-Content -LiteralPath $profile.Path -Raw
            $name, $text = 'klient-3', ('x' * 26kb)
            Set-Secret $name $text -Vault KsefVault
            Add-Content -LiteralPath $profile.Path "  - kind: token`n    secret: $name`n    vault: KsefVault"
            Move-KsefCredential $nips[3] TeamVault -SecretName $name `
                -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'Vault*,*'
            (Get-KsefCredential $nips[3] | Where-Object SecretName -EQ $name).Vault | Should -Be KsefVault
            Get-Secret $name -Vault KsefVault -AsPlainText | Should -Be $text
            Test-KsefOffice | Where-Object Code -EQ InterruptedRun | Should -BeNullOrEmpty
            Set-Content -LiteralPath $profile.Path $before -NoNewline
            Remove-Secret $name -Vault KsefVault
        }

        It 'writes over no secret of another office in the other vault' {
            $mine = Get-KsefCredential $nips[4]
            Set-Secret $mine.SecretName 'of somebody else' -Vault KsefVault
            { Move-KsefCredential $nips[4] KsefVault -ErrorAction Stop } |
                Should -Throw -ErrorId 'CredentialNotMoved,*'
            Get-Secret $mine.SecretName -Vault KsefVault -AsPlainText | Should -Be 'of somebody else'
            (Get-KsefCredential $nips[4]).Vault | Should -Be TeamVault
            (Get-Kept TeamVault).Count | Should -Be 20
            Remove-Secret $mine.SecretName -Vault KsefVault
        }

        It 'says it of a vault that nobody registered' {
            { Move-KsefCredential $nips[5] Nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'VaultNotRegistered,*'
            (Get-Kept TeamVault).Count | Should -Be 20
        }

        It 'tells no secret in stream or file' {
            $secret = (Get-Secret (Get-KsefCredential $nips[6]).SecretName -Vault TeamVault -AsPlainText).Split('|')[2]
            $said = Move-KsefCredential $nips[6] KsefVault -PassThru -Verbose -Debug *>&1 | Out-String
            $said | Should -Not -Match $secret
            Get-ChildItem $office.OfficePath -Recurse -File -Force | Get-Content -Raw | Should -Not -Match $secret
        }
    }
}
