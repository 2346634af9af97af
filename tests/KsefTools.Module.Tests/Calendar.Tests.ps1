# Every end that an office knows.
Describe 'Get-KsefCalendar' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $env:KSEF_OFFICE = $office.OfficePath
        $nips = New-TestNip 3
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        Add-TestIdentity $sandbox $office
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        $env:KSEF_OFFICE = $null
    }

    It 'says what to do where nothing was audited yet' {
        { Get-KsefCalendar } | Should -Throw -ErrorId 'AuditRunNotFound,*'
    }

    It 'gives the ends of tokens and certificates, the nearest first, with all their clients' {
        Invoke-KsefAudit -Summary | Out-Null
        $ends = Get-KsefCalendar
        ($ends | Where-Object Kind -eq TokensByLaw).Nip | Sort-Object | Should -Be ($nips | Sort-Object)
        ($ends | Where-Object Kind -eq Certificate).Name | Should -Contain seal
        $ends.Date | Should -Be ($ends.Date | Sort-Object)
        ($ends | Where-Object Kind -eq TokensByLaw | Get-KsefProfile).Count | Should -Be 3
    }

    It 'has the time to sign a request, as long as there is any' {
        New-KsefSigningRequest $nips[0] -Path (Join-Path $HOME signing) | Out-Null
        $end = Get-KsefCalendar | Where-Object Kind -eq Signing
        $end.Nip | Should -Be $nips[0]
        $end.At | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
    }

    It 'writes a file for Outlook as well, in the language asked for, and replaces none unasked' {
        $file = Join-Path $HOME ksef.ics
        $ends = Get-KsefCalendar $file -Language pl
        $text = Get-Content -LiteralPath $file -Raw
        ([regex]::Matches($text, 'BEGIN:VEVENT')).Count | Should -Be $ends.Count
        $text | Should -Match 'Koniec tokenów'
        if (-not $IsWindows) { (Get-Item -LiteralPath $file).UnixMode | Should -Be '-rw-------' }
        Get-KsefCalendar $file -ErrorAction SilentlyContinue -ErrorVariable failure | Should -HaveCount $ends.Count
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileNotAccessible,*'
        Get-KsefCalendar $file -Force | Should -HaveCount $ends.Count
    }
}
