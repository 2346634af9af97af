Describe 'A vault that needs no password' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'keeps 60 of 60 tokens that two processes store at once' {
        $nips = New-TestNip 60
        New-TestClient $nips
        $writers = (Start-TestWriter $nips[0..29] $office.OfficePath),
            (Start-TestWriter $nips[30..59] $office.OfficePath)
        $writers | Wait-Process
        $writers.ExitCode | Should -Be 0, 0
        # A process of its own looks: this one might remember.
        (Invoke-TestProcess '(Get-SecretInfo -Vault KsefVault).Name').Count | Should -Be 60
        (Get-KsefCredential | Where-Object SecretName).Count | Should -Be 60
    }

    It 'keeps what another process has stored since its own last write' {
        $nips = New-TestNip 62 | Select-Object -Last 2
        New-TestClient $nips
        Set-KsefCredential $nips[0] -Token (New-TestToken $nips[0] | ConvertTo-TestSecret)
        Start-TestWriter $nips[1] $office.OfficePath | Wait-Process
        Set-KsefCredential $nips[0] -Token (New-TestToken $nips[0] | ConvertTo-TestSecret) -WarningAction Ignore
        Invoke-TestProcess '(Get-SecretInfo -Vault KsefVault).Name' |
            Should -Contain (Get-TestSecretName $office $nips[1])
    }

    It 'serves the runspaces of one process, of which SecretManagement alone fails most' {
        $nips = New-TestNip 74 | Select-Object -Last 12
        New-TestClient $nips
        $module = $env:KSEFTOOLS_TEST_MODULE
        $failures = $nips | ForEach-Object -ThrottleLimit 12 -Parallel {
            Import-Module $using:module, (Join-Path $using:PSScriptRoot TestOffice.psm1)
            Set-KsefCredential $_ -Token (New-TestToken $_ | ConvertTo-TestSecret) 2>&1
            Test-KsefOffice | Where-Object Code -EQ SecretMissing
        }
        $failures | Should -BeNullOrEmpty
        $stored = Invoke-TestProcess '(Get-SecretInfo -Vault KsefVault).Name'
        $nips | Where-Object { (Get-TestSecretName $office $_) -notin $stored } | Should -BeNullOrEmpty
    }

    It 'is not held by a process that was killed' {
        $folder = Join-Path $HOME .secretmanagement kseftools
        $holder = Start-TestShell (
            "`$f = [IO.File]::Open('$folder/vault.lock', 'OpenOrCreate', 'ReadWrite', 'None'); " +
            "New-Item '$HOME/held' | Out-Null; Start-Sleep 600")
        while (-not (Test-Path $HOME/held)) { Start-Sleep -Milliseconds 50 }
        $holder.Kill()
        $nip = New-TestNip 1
        Set-KsefCredential $nip -Token (New-TestToken $nip |
            ConvertTo-TestSecret) -WarningAction Ignore -ErrorAction Stop
    }

    It 'keeps the lock where its owner alone can look' {
        [System.IO.File]::GetUnixFileMode((Join-Path $HOME .secretmanagement kseftools)) |
            Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
    }
}
