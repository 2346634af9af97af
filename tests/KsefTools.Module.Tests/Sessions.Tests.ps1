Describe 'Sessions between commands and processes' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        # As one secret, the sessions of some 180 clients were longer than a SecureString takes.
        $nips = New-TestNip 200
        $csv = Join-Path $HOME tokens.csv
        $nips | ForEach-Object { [pscustomobject] @{ NIP = $_; Nazwa = "Klient $_"
            Token = New-TestSandboxToken $sandbox $_ } } |
            Export-Csv $csv
        Import-KsefCredential $csv 6> $null | Out-Null
        $data = Join-Path $HOME .local share KsefTools
        $module = "Import-Module '$env:KSEFTOOLS_TEST_MODULE'; `$env:KSEF_OFFICE = '$($office.OfficePath)'"
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'gives each of 200 clients its result, and says nothing besides' {
        $results = Get-KsefCredential | Test-KsefToken -WarningVariable warnings
        $results.Count | Should -Be 200
        $results.SignIn | Sort-Object -Unique | Should -Be Cold
        $warnings | Should -BeNullOrEmpty
    }

    It 'lets the next process sign in nowhere' {
        $signIns = Invoke-TestProcess (
            "$module; Test-KsefToken -InformationAction Ignore | Group-Object SignIn | " +
            'ForEach-Object { "$($_.Count) $($_.Name)" }')
        $signIns | Should -Be '200 Live'
    }

    It 'keeps a key of 44 characters in the vault, and no session' {
        (Get-Secret ksef-sessions-key -Vault KsefVault -AsPlainText).Length | Should -Be 44
        (Get-SecretInfo -Vault KsefVault).Name | Where-Object { $_ -notlike '*-token*' } | Should -Be ksef-sessions-key
    }

    It 'keeps them where their owner alone can look' {
        [System.IO.File]::GetUnixFileMode($data) |
            Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
        Get-ChildItem $data -File | ForEach-Object { [System.IO.File]::GetUnixFileMode($_) } | Sort-Object -Unique |
            Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite')
    }

    It 'is no orphan to Test-KsefOffice' {
        Test-KsefOffice | Should -BeNullOrEmpty
    }

    It 'costs one warning and no result when the file is damaged' {
        Get-ChildItem $data -Filter *.sealed | ForEach-Object { [System.IO.File]::WriteAllText($_, 'no sessions') }
        $said = Invoke-TestProcess (
            "$module; `$r = Test-KsefToken $($nips[0]), $($nips[1]) -WarningVariable w " +
            '-InformationAction Ignore 3> $null; $r.SignIn; $w.Count; $Error.Count')
        $said | Should -Be Cold, Cold, 1, 0
        Invoke-TestProcess ("$module; (Test-KsefToken $($nips[0]) -WarningVariable w " +
            '-InformationAction Ignore).SignIn; $w.Count') |
            Should -Be Live, 0
    }

    It 'costs one warning and no result when the file cannot be written' {
        $file = Get-ChildItem $data -Filter *.sealed
        Remove-Item -LiteralPath $file
        New-Item -ItemType Directory $file | Out-Null
        $results = Get-KsefCredential $nips[0..2] |
            Test-KsefToken -Fresh -WarningVariable warnings -WarningAction SilentlyContinue
        Remove-Item -LiteralPath $file
        $results.Status | Should -Be Healthy, Healthy, Healthy
        $warnings.Count | Should -Be 1
    }

    It 'costs one warning and no result when the vault takes no key' {
        Register-TestVault Refusing -Refuses '*sessions*'
        $settings = Join-Path $office.OfficePath office.yaml
        $kept = Get-Content -LiteralPath $settings -Raw
        Set-Content -LiteralPath $settings -NoNewline -Value $kept.Replace('vault: KsefVault', 'vault: Refusing')
        Set-KsefCredential $nips[0] -WarningAction Ignore `
            -Token (Get-Secret (Get-KsefCredential $nips[0]).SecretName -Vault KsefVault)
        $results = Get-KsefCredential $nips[0] |
            Test-KsefToken -WarningVariable warnings -WarningAction SilentlyContinue
        Set-Content -LiteralPath $settings -NoNewline -Value $kept
        $results.Status | Should -Be Healthy
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*Refusing*'
    }

    It 'leaves $Error as it was after <_>' -ForEach @(
        { Test-KsefToken $nips[0..2] }
        { Test-KsefToken $nips[0..2] -Fresh }
        { Get-KsefToken $nips[0..2] }
        { Get-KsefPermission $nips[0..2] }
        { Get-KsefCertificate }
        { Get-KsefCredential }
        { Test-KsefOffice }
        { Set-KsefProfile $nips[0] -AddTag small }
        { Import-KsefCredential $csv 6> $null }
    ) {
        $global:Error.Clear()
        & $_ | Out-Null
        $global:Error | Should -BeNullOrEmpty
    }
}
