# Two real pwsh that audit one office at the same time, in front of a KSeF that counts: the limits are the machine's.
# KSEFTOOLS_TEST_CLIENTS asks for more clients.
Describe 'Two audits side by side' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip ([int] ($env:KSEFTOOLS_TEST_CLIENTS ? $env:KSEFTOOLS_TEST_CLIENTS : 50))
        $sheet = Join-Path $HOME tokens.csv
        @('NIP;Nazwa;Token') + @($nips | ForEach-Object { "$_;Client $_;$(New-TestSandboxToken $sandbox $_)" }) |
            Set-Content -LiteralPath $sheet
        Import-KsefCredential $sheet 6> $null | Out-Null

        function Start-Audit([string] $Output) {
            Start-TestShell @"
                Import-Module '$env:KSEFTOOLS_TEST_MODULE'
                Get-KsefCredential -OfficePath '$($office.OfficePath)' | Test-KsefToken |
                    ForEach-Object { "`$(`$_.Nip) `$(`$_.Status) `$(`$_.Findings.Code)" } | Set-Content '$Output'
"@
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'get an answer for every client, and KSeF refuses nothing as too much' {
        $outputs = 1, 2 | ForEach-Object { Join-Path $HOME "audit-$_.txt" }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $outputs | ForEach-Object { Start-Audit $_ } | Wait-Process
        Write-Information "$($nips.Count) clients twice: $([int] $watch.Elapsed.TotalSeconds) s" `
            -InformationAction Continue

        foreach ($output in $outputs) {
            $lines = @(Get-Content -LiteralPath $output)
            $lines.Count | Should -Be $nips.Count
            $lines -match 'Unknown|RateLimited' | Should -BeNullOrEmpty
        }
        $counts = Invoke-TestSandbox $sandbox GET counters
        $counts.tooManyRequests | Should -Be 0
        $counts.requests | Should -BeGreaterThan (4 * $nips.Count)
    }
}
