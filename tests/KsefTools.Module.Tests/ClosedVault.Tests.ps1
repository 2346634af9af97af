# A vault that keeps its file in memory, as KeePass's module does: once another process has changed the file it lets go
# of it, shows nothing, reads nothing, and takes every write without a word and without keeping it.
Describe 'A vault that has let go of its file' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot TestVaults.psm1)
        $file = Register-LettingGoVault
        $nips = New-TestNip 4
        $office = New-TestOffice -Environment test -Vault TeamVault
        New-TestClient $nips[0..2]
        Set-KsefCredential $nips[0] -Token (New-TestToken $nips[0] | ConvertTo-TestSecret)
        $writer = Start-TestWriter $nips[1] $office.OfficePath
        $writer.WaitForExit()
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'keeps what each of two processes was told it kept' {
        $writer.ExitCode | Should -Be 0
        @((Get-Content -LiteralPath $file -Raw | ConvertFrom-Json -AsHashtable).Keys).Count | Should -Be 2
        @(Get-KsefCredential | Where-Object Reference).Nip | Should -Be $nips[0..1]
    }

    It 'is told as closed, with the command that opens it, by a command that stores a token' {
        $token = New-TestToken $nips[2] | ConvertTo-TestSecret
        { Set-KsefCredential $nips[2] -Token $token -ErrorAction Stop } |
            Should -Throw '*Unlock-SecretVault -Name ''TeamVault''*' -ErrorId 'VaultLocked,*'
        Get-KsefCredential $nips[2] | Where-Object SecretName | Should -BeNullOrEmpty
    }

    It 'has no row of a spreadsheet told as imported' {
        $sheet = Join-Path $HOME late.csv
        Set-Content $sheet 'NIP;Nazwa;Token', "$($nips[3]);Client;$(New-TestToken $nips[3])"
        { Import-KsefCredential $sheet -Confirm:$false -InformationVariable said 6> $null } |
            Should -Throw '*Unlock-SecretVault*' -ErrorId 'VaultLocked,*'
        "$said" | Should -Not -BeLike '*shred*'
        Get-KsefProfile $nips[3] -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'has no row told as imported either where it lets go in the middle of an import' {
        $sheet = Join-Path $HOME middle.csv
        Set-Content $sheet 'NIP;Nazwa;Token', "$($nips[3]);Client;$(New-TestToken $nips[3])"
        $env:KSEFTOOLS_TEST_INTRUDER = 'yes'
        try {
            $said = Invoke-TestProcess @"
`$row = Import-KsefCredential '$sheet' -OfficePath '$($office.OfficePath)' -Confirm:`$false
"outcome: `$(`$row.Outcome) because: `$(`$row.Reason)"
"@
        }
        finally { Remove-Item Env:KSEFTOOLS_TEST_INTRUDER }
        "$said" | Should -BeLike '*outcome: Failed because: *Unlock-SecretVault*'
        "$said" | Should -Not -BeLike '*shred*'
        Get-KsefProfile $nips[3] -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'is not told as empty by the look at the office' {
        $issues = Test-KsefOffice
        $issues.Code | Should -Not -Contain SecretMissing
        "$($issues.Message)" | Should -BeLike '*TeamVault*'
    }
}
