# One secret that two files name; the vault is written by its name here, and left to the office's default there.
Describe 'A secret that somebody else lives by, too' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $nip, $other = New-TestNip 2
        # Without a context, as some are: it does not say whose it is.
        $theirs = (New-TestToken $other) -replace '\|nip-\d+', ''

        function Add-Entry($Nip, $Lines) {
            $path = (Get-KsefProfile $Nip).Path
            Set-Content -LiteralPath $path ((Get-Content -LiteralPath $path -Raw) -replace
                '(?m)^access:.*$', '' | ForEach-Object { $_.TrimEnd() + "`naccess:`n  - kind: token`n$Lines`n" })
        }
        function Import-Sheet($Token) {
            $sheet = Join-Path $HOME tokens.csv
            Set-Content -LiteralPath $sheet 'NIP;Token', "$nip;$Token"
            Import-KsefCredential $sheet -Force -WarningAction Ignore 6> $null
        }
    }
    BeforeEach {
        $office = New-TestOffice -Environment test
        Set-Location -LiteralPath $office.OfficePath
        New-KsefProfile $nip 'Kowalski' | Out-Null
        New-KsefProfile $other 'Nowak' | Out-Null
        Get-SecretInfo -Vault KsefVault | ForEach-Object { Remove-Secret $_.Name -Vault KsefVault }
        Set-Secret shared $theirs -Vault KsefVault
        Add-Entry $nip '    secret: shared'
    }
    AfterEach {
        Set-Location -LiteralPath $HOME
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'stays when another client gets a token' {
        Add-Entry $other "    secret: shared`n    vault: KsefVault"
        $mine = New-TestToken $nip
        Set-KsefCredential $nip -Token ($mine | ConvertTo-TestSecret) -WarningAction Ignore

        Get-Secret shared -Vault KsefVault -AsPlainText | Should -BeExactly $theirs
        $name = (Get-KsefCredential $nip).SecretName
        $name | Should -Not -Be shared
        Get-Secret $name -Vault KsefVault -AsPlainText | Should -BeExactly $mine
    }

    It 'stays when an import is forced' {
        Add-Entry $other "    secret: shared`n    vault: KsefVault"
        $result = Import-Sheet (New-TestToken $nip)

        $result.Outcome | Should -Be Refused
        $result.Reason | Should -Match 'another client or identity'
        Get-Secret shared -Vault KsefVault -AsPlainText | Should -BeExactly $theirs
    }

    It 'stays when it is the certificate of an identity' {
        $settings = Join-Path $office.OfficePath office.yaml
        Set-Content -LiteralPath $settings ((Get-Content -LiteralPath $settings -Raw) -replace 'identities: \[\]',
            "identities:`n  - name: seal`n    kind: seal`n    subject: '5260001246'`n    secret: shared")
        $result = Import-Sheet (New-TestToken $nip)

        $result.Outcome | Should -Be Refused
        Get-Secret shared -Vault KsefVault -AsPlainText | Should -BeExactly $theirs
    }
}
