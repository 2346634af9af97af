# An audit run whose disk fills up: a small file system of its own for the runs, which only root may mount.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot TestOffice.psm1)
    $canMount = Test-Mount
}

Describe 'A disk that is full under the runs (needs Linux and root)' -Skip:(-not $canMount) {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $env:KSEF_OFFICE = $office.OfficePath
        $nips = New-TestNip 12
        $sheet = Join-Path $office.OfficePath tokens.csv
        @('NIP;Nazwa;Token') + @($nips | ForEach-Object { "$_;Klient $_;$(New-TestSandboxToken $sandbox $_)" }) |
            Set-Content -LiteralPath $sheet
        Import-KsefCredential $sheet -InformationAction Ignore -WarningAction Ignore | Out-Null
        $runs = New-Item -ItemType Directory (Join-Path $office.OfficePath audits)
        mount -t tmpfs -o size=512k kseftools $runs.FullName
        if ($LASTEXITCODE) { throw 'mount failed' }
        $ballast = Join-Path $runs.FullName ballast
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        umount -l $runs.FullName
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        $env:KSEF_OFFICE = $null
    }

    It 'costs no client''s result: <Room> KB free' -ForEach @(@{ Room = 0 }, @{ Room = 8 }, @{ Room = 16 }) {
        $whole = (Invoke-KsefAudit -Summary).RunId
        $kept = Get-Content -LiteralPath (Join-Path $runs.FullName $whole results.json) -Raw
        Set-TestRoom $ballast $Room
        $results = Invoke-KsefAudit -Access -WarningAction SilentlyContinue -WarningVariable told
        ($results | Where-Object Area -EQ Credential).Nip | Sort-Object | Should -Be ($nips | Sort-Object)
        ($results | Where-Object Area -EQ Credential).Status | Sort-Object -Unique | Should -Be Healthy
        $told | Should -HaveCount 1
        # What is kept of it is told as cut off; the runs before are as they were.
        Get-KsefAudit | Where-Object Outcome -EQ Completed | Where-Object RunId -GT $whole | Should -BeNullOrEmpty
        Get-Content -LiteralPath (Join-Path $runs.FullName $whole results.json) -Raw | Should -BeExactly $kept
        Get-ChildItem -LiteralPath $runs.FullName -Recurse -Force -Filter *.ksef-tmp | Should -BeNullOrEmpty
        Remove-Item -LiteralPath $ballast
    }

    It 'ends the script for schedulers with an exit code of its own' {
        Set-TestRoom $ballast 8
        $script = Join-Path $env:KSEFTOOLS_TEST_MODULE audit.ps1
        $said = Invoke-TestShell -File $script -OfficePath $office.OfficePath 2>&1
        $LASTEXITCODE | Should -Be 6
        # The counts are told all the same.
        "$said" | Should -Match "Healthy\s+: $($nips.Count)"
        Remove-Item -LiteralPath $ballast
    }

    It 'leaves a report that is there as it was' {
        Invoke-KsefAudit -Summary | Out-Null
        $page = Join-Path $runs.FullName report.html
        Export-KsefReport $page
        $kept = (Get-FileHash -LiteralPath $page).Hash
        Set-TestRoom $ballast 4
        Export-KsefReport $page -Force -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileNotAccessible,*'
        (Get-FileHash -LiteralPath $page).Hash | Should -Be $kept
        Get-ChildItem -LiteralPath $runs.FullName -Force -Filter *.ksef-tmp | Should -BeNullOrEmpty
        Remove-Item -LiteralPath $ballast
        Export-KsefReport $page -Force
    }
}
