# Two offices of one person, with one client, one vault and one environment.
Describe 'Two offices in one vault' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $nip = '1111111111'
        $first = New-TestOffice -Environment test
        $second = New-TestOffice -Environment test
        $one = New-TestToken $nip
        $two = New-TestToken $nip

        function Set-Token($Office, $Token) {
            Set-KsefCredential $nip -Token ($Token |
                ConvertTo-TestSecret) -OfficePath $Office.OfficePath -WarningAction Ignore
        }
        function Get-Kept($Office) {
            Get-Secret (Get-KsefCredential $nip -OfficePath $Office.OfficePath).SecretName -Vault KsefVault -AsPlainText
        }
    }
    BeforeEach {
        foreach ($office in $first, $second) {
            Get-ChildItem -LiteralPath (Join-Path $office.OfficePath clients) | Remove-Item
            New-KsefProfile $nip 'Kowalski' -OfficePath $office.OfficePath | Out-Null
        }
        Get-SecretInfo -Vault KsefVault | ForEach-Object { Remove-Secret $_.Name -Vault KsefVault }
        Set-Token $first $one
    }
    AfterAll { $first, $second | ForEach-Object { Remove-Item -LiteralPath $_.OfficePath -Recurse -Force } }

    It 'keep a token each' {
        Set-Token $second $two
        Get-Kept $first | Should -BeExactly $one
        Get-Kept $second | Should -BeExactly $two
    }

    It 'keep a token each when one of them imports' {
        $sheet = Join-Path $HOME tokens.csv
        Set-Content -LiteralPath $sheet 'NIP;Token', "$nip;$two"
        (Import-KsefCredential $sheet -OfficePath $second.OfficePath -Force 6> $null).Outcome | Should -Be Imported
        Get-Kept $first | Should -BeExactly $one
        Get-Kept $second | Should -BeExactly $two
    }

    It 'find nothing to remove in what the other has' {
        Test-KsefOffice -OfficePath $second.OfficePath | Should -BeNullOrEmpty
    }

    It 'remove their own secret alone' {
        Set-Token $second $two
        Remove-KsefProfile $nip -IncludeSecret -OfficePath $second.OfficePath -Confirm:$false
        Get-Kept $first | Should -BeExactly $one
        @(Get-SecretInfo -Vault KsefVault).Count | Should -Be 1
    }

    It 'leave the other its secret where a file was copied from it' {
        $copied = (Get-KsefProfile $nip -OfficePath $first.OfficePath).Path
        Copy-Item -LiteralPath $copied -Destination (Join-Path $second.OfficePath clients) -Force

        Set-Token $second $two
        Get-Kept $first | Should -BeExactly $one
        Get-Kept $second | Should -BeExactly $two

        Copy-Item -LiteralPath $copied -Destination (Join-Path $second.OfficePath clients) -Force
        $how = @{ Confirm = $false; WarningVariable = 'warning'; WarningAction = 'Ignore' }
        Remove-KsefCredential $nip -OfficePath $second.OfficePath @how
        $warning | Should -Match "another office's"
        Get-Kept $first | Should -BeExactly $one
    }

    It 'leave alone what lies under a name from before offices had one' {
        $name = "ksef-test-$nip-token"
        Set-Secret $name $one -Vault KsefVault
        (Test-KsefOffice -OfficePath $second.OfficePath).Remedy | Should -Not -Match 'Remove-Secret'

        $path = (Get-KsefProfile $nip -OfficePath $second.OfficePath).Path
        $reference = ($two -split '\|')[0]
        Add-Content -LiteralPath $path "access:`n  - kind: token`n    secret: $name`n    reference: $reference"
        Set-Token $second $two
        Get-Secret $name -Vault KsefVault -AsPlainText | Should -BeExactly $one
        Get-Kept $second | Should -BeExactly $two
    }
}
