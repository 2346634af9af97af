# What people keep tokens in, each brought in by a real pwsh into a real vault.
Describe 'Import-KsefCredential from' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        Set-Location $HOME
        $canary = 'cafe' * 16
        function Get-StoredToken([string] $Nip) {
            Get-Secret -Vault KsefVault -Name (Get-KsefCredential $Nip).SecretName -AsPlainText
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'a password manager' {
        AfterEach { $env:KSEF_OFFICE = $office.OfficePath }

        It 'takes each client''s token from <_>' -ForEach @(
            '1password.csv', 'bitwarden.csv', 'bitwarden.json', 'chrome.csv', 'export.data', 'keepass.xml',
            'keepass1.csv', 'keepassxc.csv', 'keepassxc.xml', 'lastpass.csv'
        ) {
            $path = Join-Path $PSScriptRoot .. KsefTools.Core.Tests Import Exports $_
            $other = New-TestOffice -Environment test
            $results = Import-KsefCredential $path -OfficePath $other.OfficePath -WarningAction Ignore `
                -InformationVariable said 6> $null
            $results.Where({ $_.Outcome -eq 'Imported' }).Nip | Should -Be '2222222222', '2222222239', '2222222245'
            foreach ($entry in Get-KsefCredential -OfficePath $other.OfficePath) {
                Get-Secret -Vault KsefVault -Name $entry.SecretName -AsPlainText |
                    Should -BeLike "20260115-EC-*|nip-$($entry.Nip)|c0ffee*"
            }
            "$($results | Format-List * | Out-String) $said" | Should -Not -Match 'c0ffee'
            Remove-Item -LiteralPath $other.OfficePath -Recurse -Force
        }
    }

    Context 'a workbook' {
        BeforeAll {
            $first, $second, $third = New-TestNip 3
            $tokens = $first, $second, $third | ForEach-Object { New-TestToken $_ -Secret $canary }
            New-TestWorkbook "$HOME/tokens.xlsx" ([ordered] @{
                    'Klienci' = @(
                        , @('Tokeny KSeF')
                        , @('Nazwa', 'NIP', 'Token KSeF', 'Data wygenerowania')
                        , @('Alfa', [double] $first, $tokens[0], [datetime] '2026-03-01')
                        , @('Beta', '1234', $tokens[1], '1.03.2026')
                    )
                    'Nowi' = @(
                        , @('NIP', 'Nazwa', 'Token')
                        , @($third, 'Gamma', $tokens[2])
                    )
                })
            $results = Import-KsefCredential tokens.xlsx -WarningVariable warning -WarningAction Ignore `
                -InformationVariable said 6> $null
        }

        It 'stores what each sheet holds' {
            $results.Outcome | Should -Be Imported, Refused, Imported
            Get-StoredToken $first | Should -Be $tokens[0]
            Get-StoredToken $third | Should -Be $tokens[2]
        }

        It 'names sheet and row of what it refused' {
            $results[1].Sheet, $results[1].Row | Should -Be 'Klienci', 4
            "$warning" | Should -BeLike '*Klienci!4*'
            "$said" | Should -BeLike '*Klienci!4*'
            $results | Out-String | Should -BeLike '*tokens.xlsx!Nowi*'
        }

        It 'takes a day from a date' {
            (Get-KsefProfile $first).Access[0].GeneratedOn | Should -Be ([datetime] '2026-03-01')
        }

        It 'shows no secret in results, warnings and advice' {
            "$($results | Format-List * | Out-String) $warning $said" | Should -Not -Match 'cafecafe'
        }
    }

    Context 'a list of 60 tokens that says no environment' {
        BeforeAll {
            $sandbox = Start-TestSandbox
            $other = New-TestOffice -Environment $sandbox.Address
            Set-KsefOffice -OtherEnvironment $sandbox.TestAddress
            $nips = New-TestNip 60
            $test = $nips | Select-Object -Last 20
            $lines = foreach ($nip in $nips) {
                $body = @{ context = @{ type = 'Nip'; value = $nip }; permissions = @('InvoiceRead') }
                $path = $nip -in $test ? 'tokens?environment=test' : 'tokens'
                "$nip;Klient;$((Invoke-TestSandbox $sandbox POST $path $body).token)"
            }
            $lines[3] = "$($nips[3]);Klient;$(New-TestToken $nips[3] -Secret $canary)"
            Set-Content mixed.csv (@('NIP;Nazwa;Token') + $lines)
            $call = @{ ProbeEnvironment = $true; WarningAction = 'Ignore'; InformationVariable = 'said' }
            $plan = Import-KsefCredential mixed.csv -WhatIf @call 6> $null
            $cost = "$said"
            $results = Import-KsefCredential mixed.csv @call 6> $null
        }
        AfterAll {
            Stop-TestSandbox $sandbox
            $env:KSEF_OFFICE = $office.OfficePath
            Remove-Item -LiteralPath $other.OfficePath -Recurse -Force
        }

        It 'finds each where it lives, in the plan as in the import' {
            foreach ($outcome in $plan, $results) {
                ($outcome | Where-Object Environment -EQ $sandbox.TestAddress).Nip | Should -Be $test
                ($outcome | Where-Object Environment -EQ $sandbox.Address).Count | Should -Be 40
            }
        }

        It 'tells what it costs before' {
            $cost | Should -BeLike "*60*$($sandbox.Address)*$($sandbox.TestAddress)*120*"
        }

        It 'calls one unclear that nobody knows, and shows no secret of it' {
            $unknown = $results | Where-Object Nip -EQ $nips[3]
            $unknown.Certainty | Should -Be Unclear
            $unknown.Reason | Should -BeLike '*knows this token*'
            "$($results | Format-List * | Out-String) $said $cost" | Should -Not -Match 'cafecafe'
        }

        It 'leaves nothing to find for the audit' {
            $tests = Get-KsefCredential | Test-KsefToken
            ($tests | Where-Object Status -EQ Critical).Nip | Should -Be $nips[3]
        }

        It 'asks nothing of clients whose files say where they are' {
            $again = Import-KsefCredential mixed.csv @call
            $again.Outcome | Sort-Object -Unique | Should -Be Unchanged
            "$said" | Should -Not -BeLike '*→*'
        }
    }
}
