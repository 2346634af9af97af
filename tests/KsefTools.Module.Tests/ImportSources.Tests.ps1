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
