# A real SecretStore on a real disk without room: a small file system of its own, which only root may mount.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot TestOffice.psm1)
    $canMount = -not (Test-StandIn) -and (Test-Mount)
}

Describe 'A disk that is full under SecretStore (needs Linux, root and SecretStore)' -Skip:(-not $canMount) {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $store = New-Item -ItemType Directory (Join-Path $HOME .secretmanagement) -Force
        mount -t tmpfs -o size=2m kseftools $store.FullName
        if ($LASTEXITCODE) { throw 'mount failed' }
        Initialize-TestVault
        Set-Secret other-program -Secret 'not ours' -Vault KsefVault
        $office = New-TestOffice -Environment test
        $nips = New-TestNip 100
        $sheet = Join-Path $office.OfficePath tokens.csv
        @('NIP;Nazwa;Token') + ($nips | ForEach-Object { "$_;Klient $_;$(New-TestToken $_)" }) |
            Set-Content -LiteralPath $sheet
        $ballast = Join-Path $store.FullName ballast
    }
    AfterAll {
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        umount -l $store.FullName
    }

    It 'costs no secret: an import that has no room writes nothing and says so' {
        Set-TestRoom $ballast 12
        $results = Import-KsefCredential $sheet -Confirm:$false -WarningAction Ignore -InformationAction Ignore
        $results.Count | Should -Be 100
        ($results | Where-Object Outcome -NE Failed) | Should -BeNullOrEmpty
        $results[0].Reason | Should -BeLike '*KB*'
        # A process of its own looks: this one might remember.
        Invoke-TestProcess 'Get-Secret other-program -Vault KsefVault -AsPlainText' | Should -Be 'not ours'
    }

    It 'takes the whole import once there is room, and leaves no copy' {
        Remove-Item -LiteralPath $ballast
        $results = Import-KsefCredential $sheet -Confirm:$false -WarningAction Ignore -InformationAction Ignore
        ($results | Where-Object Outcome -NE Imported) | Should -BeNullOrEmpty
        (Invoke-TestProcess '(Get-SecretInfo -Vault KsefVault).Name').Count | Should -BeGreaterOrEqual 101
        Get-ChildItem (Join-Path $store.FullName kseftools copies) | Should -BeNullOrEmpty
    }

    It 'gives everything back by the command that it names, where the file was torn all the same' {
        # What a disk that fills up in the middle of the one write does: the file is there, and cut off.
        $file = Join-Path $store.FullName localstore storefile
        $copy = New-Item -ItemType Directory (Join-Path $store.FullName kept)
        Get-ChildItem -LiteralPath (Split-Path $file) -File -Force | Copy-Item -Destination $copy.FullName
        [System.IO.File]::WriteAllBytes($file, [System.IO.File]::ReadAllBytes($file)[0..200])
        Invoke-TestProcess '(Get-SecretInfo -Vault KsefVault -ErrorAction Ignore).Name' 2>&1 |
            Should -Not -Contain other-program
        Get-ChildItem -LiteralPath $copy.FullName -File -Force | Copy-Item -Force -Destination (Split-Path $file)
        Invoke-TestProcess 'Get-Secret other-program -Vault KsefVault -AsPlainText' | Should -Be 'not ours'
    }
}
