Describe 'SecretStore with a password' -Skip:($env:KSEFTOOLS_TEST_SECRETS -eq 'StandIn') {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault -Password 'correct horse'
        $office = New-TestOffice -Environment test
        $unlock = "Unlock-SecretStore -Password ('correct horse' | ConvertTo-TestSecret)"
        $nips = New-TestNip 2
        New-TestClient $nips
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'says that it is locked, and what to type' {
        $said = Invoke-TestProcess (
            "Set-KsefCredential $($nips[0]) -Token (New-TestToken $($nips[0]) | ConvertTo-TestSecret) " +
            "-OfficePath '$($office.OfficePath)' " +
            '-ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId; "$($e[0])"')
        $said[0] | Should -BeLike 'VaultLocked,*'
        $said[1] | Should -Match 'Unlock-SecretStore'
    }

    It 'keeps what two unlocked processes store at once' {
        # Both read the store before either writes, and neither has the password at hand any more: each must make the
        # store reload its file by itself.
        $ready = "$unlock; Get-SecretInfo -Vault KsefVault | Out-Null; New-Item `"$HOME/ready-`$PID`" | Out-Null; " +
            "while (@(Get-Item '$HOME/ready-*').Count -lt 2) { Start-Sleep -Milliseconds 50 }"
        $writers = $nips[0, 1] | ForEach-Object { Start-TestWriter $_ $office.OfficePath $ready }
        $writers | Wait-Process
        $writers.ExitCode | Should -Be 0, 0
        (Invoke-TestProcess "$unlock; (Get-SecretInfo -Vault KsefVault).Name").Count | Should -Be 2
    }
}
