# What Tab offers, without a vault and without a network.
Describe 'Completion' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-KsefProfile 1111111111 'Zażółć Gęślą' -Tag retail | Out-Null
        New-KsefProfile 5261040828 'PPH Ubojnia Łoś' | Out-Null
        $moved = New-KsefProfile 7010002139 'Kłos'
        Add-Content -LiteralPath $moved.Path (
            "access:`n  - kind: token`n    secret: ksef-test-7010002139-token`n    retiredOn: 2026-11-01`n" +
            "  - identity: seal`n    serial: 03A7D26790742A11")
        New-KsefIdentity seal 6> $null | Out-Null
        New-KsefIdentity Łucja -Pesel 44051401359 6> $null | Out-Null
        function Get-Offer([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'finds a client for -Nip by <How>: <Typed>' -ForEach @(
        @{ How = 'a name without Polish letters'; Typed = 'zaz'; Nip = '1111111111' }
        @{ How = 'a name with them'; Typed = 'zaż'; Nip = '1111111111' }
        @{ How = 'a word within the name'; Typed = 'ubojnia'; Nip = '5261040828' }
        @{ How = 'the end of a name'; Typed = 'los'; Nip = '5261040828' }
        @{ How = 'a NIP with dashes'; Typed = '526-104'; Nip = '5261040828' }
        @{ How = 'a part of a NIP'; Typed = '0002139'; Nip = '7010002139' }
    ) {
        (Get-Offer "Get-KsefProfile $Typed")[0].CompletionText | Should -Be $Nip
    }

    It 'finds it for -Nip of every cmdlet' {
        $all = Get-Command -Module KsefTools | Where-Object { $_.Parameters.Keys -contains 'Nip' } |
            Where-Object Name -NotIn 'Initialize-KsefOffice', 'New-KsefProfile', 'New-KsefIdentity', 'Set-KsefIdentity'
        $all.Count | Should -BeGreaterThan 15
        foreach ($command in $all) {
            $typed = if ($command.Name -eq 'Restore-KsefToken') { 'klos' } else { 'zaz' }
            (Get-Offer "$command -Nip $typed").CompletionText |
                Should -Match '^(1111111111|7010002139)$' -Because $command.Name
        }
    }

    It 'puts what begins so before what only contains it' {
        New-KsefProfile 5252248481 'Hurtownia Zaz' | Out-Null
        (Get-Offer 'Get-KsefProfile zaz').CompletionText | Should -Be 1111111111, 5252248481
        Remove-KsefProfile 5252248481 -Confirm:$false
    }

    It 'finds names and identities without Polish letters' {
        (Get-Offer 'Get-KsefProfile -Name zazolc').CompletionText | Should -Be "'Zażółć Gęślą'"
        (Get-Offer 'Get-KsefIdentity luc').CompletionText | Should -Be Łucja
        (Get-Offer 'Get-KsefIdentity luc').ListItemText | Should -Not -Match 44051401359
    }

    It 'offers to restore only what can be restored' {
        (Get-Offer 'Restore-KsefToken ').CompletionText | Should -Be 7010002139
    }

    It 'finds a secret by its client' {
        (Get-Offer 'Remove-KsefCredential -SecretName klos').CompletionText | Should -Be ksef-test-7010002139-token
    }

    It 'offers the serial numbers of certificates' {
        (Get-Offer 'Revoke-KsefCertificate 03').CompletionText | Should -Be "'03A7D26790742A11'"
    }

    It 'offers the thumbprints of the user''s own store, by name' {
        $seal = New-TestSeal $HOME 5260001246
        $certificate = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12FromFile(
            $seal.Pfx, 'pass', 'PersistKeySet')
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
        $store.Open('ReadWrite')
        $store.Add($certificate)
        (Get-Offer 'Request-KsefCertificate seal -Thumbprint seal').CompletionText |
            Should -Contain $certificate.Thumbprint
        $store.Remove($certificate)
    }

    It 'sees what another program changed' {
        Get-Offer 'Get-KsefProfile zaz' | Should -HaveCount 1
        $file = (Get-KsefProfile 1111111111).Path
        $text = (Get-Content -LiteralPath $file -Raw) -replace 'Zażółć', 'Zazulin'
        Set-Content -LiteralPath $file -Value "$text# a comment" -NoNewline
        (Get-Offer 'Get-KsefProfile zazu').CompletionText | Should -Be 1111111111
    }
}
