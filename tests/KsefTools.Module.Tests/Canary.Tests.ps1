# Tokens with a secret part that is easy to find again, through every way out of the module.
Describe 'A token''s secret' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $canary = 'cafe' * 16
        $said = New-Item -ItemType Directory (Join-Path $HOME said)

        # A spreadsheet as bad as they come: unknown tokens, half a token, and tokens in all the wrong columns.
        $nips = New-TestNip 9
        $tokens = $nips | ForEach-Object { New-TestToken $_ -Secret $canary }
        @(
            'NIP;Nazwa;Token;Kontakt;Tagi;Wygenerował;Uwagi'
            "$($nips[0]);Unknown;$($tokens[0]);;;;"
            "$($nips[1]);Half;$($canary.Substring(0, 60));;;;"
            "$($nips[2]);$($tokens[2]);;;;;"
            "$($nips[3]);Contact;;$($tokens[3]);;;"
            "$($nips[4]);Tags;;;$($tokens[4]);;"
            "$($nips[5]);Author;;;;$canary;"
            "$($nips[6]);Notes;;;;;$($tokens[6])"
            "$($tokens[7]);Nip;;;;;"
            "$($nips[8]);`"Swallowed;$($tokens[8]);;;;"
            "$($nips[8]);Other;$($tokens[8]);;;;"
        ) | Set-Content -LiteralPath (Join-Path $HOME tokens.csv)

        # What a person types at a prompt for a token, and then by mistake for a name.
        $canary, "$($tokens[1])x|y", $tokens[1] | Set-Content -LiteralPath (Join-Path $HOME typed.txt)

        # A vault whose errors repeat what it was given, as a careless extension's may.
        New-TestVaultModule (Join-Path $HOME Blabber) @'
function Get-Secret { param($Name, $VaultName, $AdditionalParameters) }
function Get-SecretInfo { param($Filter, $VaultName, $AdditionalParameters) }
function Set-Secret {
    param($Name, $Secret, $VaultName, $AdditionalParameters)
    throw "cannot store '$([System.Net.NetworkCredential]::new('', $Secret).Password)'"
}
function Remove-Secret { param($Name, $VaultName, $AdditionalParameters) }
function Test-SecretVault { param($VaultName, $AdditionalParameters) $true }
'@
        Register-SecretVault Blabber -ModuleName (Join-Path $HOME Blabber Blabber.psd1)

        function Find-Canary([string] $Path) {
            Get-ChildItem -LiteralPath $Path -Recurse -File -Force |
                Where-Object { (Get-Content -LiteralPath $_ -Raw) -match 'cafecafecafe' } |
                ForEach-Object {
                    $lines = Select-String -LiteralPath $_ -Pattern 'cafecafecafe' | Select-Object -First 3
                    "$($_.Name): $($lines.Line -join "`n")"
                }
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'is in no stream, transcript, error, export or file, whatever a person types' {
        # All in a process of its own with everything said that can be said; each stream and result goes to a file.
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$said'
Start-Transcript transcript.txt -IncludeInvocationHeader | Out-Null
`$VerbosePreference = `$DebugPreference = `$InformationPreference = `$WarningPreference = 'Continue'
`$ErrorActionPreference = 'Continue'
& {
    `$results = [ordered] @{
        Plan = Import-KsefCredential $HOME/tokens.csv -WhatIf -Debug -Verbose -WarningAction Continue
        Import = Import-KsefCredential $HOME/tokens.csv -Debug -Verbose -Confirm:`$false -WarningAction Continue
        Again = Import-KsefCredential $HOME/tokens.csv
        Profiles = Get-KsefProfile
        Credentials = Get-KsefCredential
        Tests = Get-KsefCredential | Test-KsefToken -Debug -Verbose -WarningAction Continue
        Tokens = Get-KsefCredential | Get-KsefToken
        Lint = Test-KsefOffice -Verbose
        Audit = Invoke-KsefAudit -Access -Debug -Verbose -WarningAction Continue
        Runs = Get-KsefAudit
        Access = Get-KsefAudit -Access
    }
    Export-KsefReport report.html, plan.csv, report.xlsx, report.json -Verbose -Debug
    Export-KsefReport access.csv -Access -Verbose -Debug
    Invoke-KsefAudit -Summary | Out-Null
    `$results.Changes = Compare-KsefAudit -All
    Expand-Archive report.xlsx workbook
    foreach (`$text in Get-Content -LiteralPath $HOME/typed.txt) {
        Set-KsefCredential $($nips[0]) -Token (`$text | ConvertTo-TestSecret)
        try { Set-KsefCredential $($nips[0]) -Token (`$text | ConvertTo-TestSecret) -ErrorAction Stop }
        catch { `$_ | Format-List * -Force | Out-String -Width 4096 }
    }
    New-KsefProfile $($nips[6]) `$text
    Set-KsefProfile $($nips[0]) -Contact `$text -Confirm:`$false
    `$results.Profiles += Get-KsefProfile
    `$results.GetEnumerator() | ForEach-Object {
        `$_.Value | Export-Csv "`$(`$_.Key).csv"
        `$_.Value | ConvertTo-Json -Depth 10 | Set-Content "`$(`$_.Key).json"
        `$_.Value | Export-Clixml "`$(`$_.Key).clixml"
        `$_.Value | Format-List * -Force | Out-String -Width 4096 | Set-Content "`$(`$_.Key).txt"
    }
} *> streams.txt
Stop-Transcript | Out-Null
"@ *> (Join-Path $HOME process.txt)
        'Tests.json', 'Audit.json', 'access.csv', 'report.html', 'workbook' |
            ForEach-Object { Join-Path $said $_ | Should -Exist }
        Find-Canary $said | Should -BeNullOrEmpty
        Find-Canary $office.OfficePath | Should -BeNullOrEmpty
    }

    It 'is in no error of a vault that repeats what it was given' {
        $token = New-TestToken $nips[0] -Secret $canary | ConvertTo-TestSecret
        $Error.Clear()
        Set-KsefCredential $nips[0] -Token $token -Vault Blabber -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[-1].FullyQualifiedErrorId | Should -BeLike 'VaultFailed,*'
        $failure[-1] | Format-List * -Force | Out-String -Width 4096 | Should -Not -Match cafecafecafe
        $failure[-1].Exception.ToString() | Should -Not -Match cafecafecafe
        "$failure" | Should -Match 'Blabber'
        $failure | Export-Clixml $HOME/failure.clixml
        Get-Content -Raw $HOME/failure.clixml | Should -Not -Match cafecafecafe
    }

    It 'is in no error when KSeF repeats what it was sent' {
        Invoke-TestSandbox $sandbox POST faults @{ kind = 'TruncatedJson' } | Out-Null
        $result = Get-KsefCredential $nips[0] | Test-KsefToken -Fresh
        $result.Status | Should -Be Unknown
        $result | ConvertTo-Json -Depth 10 | Should -Not -Match cafecafecafe
    }
}
