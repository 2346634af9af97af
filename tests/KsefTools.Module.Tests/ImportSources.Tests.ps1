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
}
