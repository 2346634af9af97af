# Folders as people keep what KSeF's portal gave them, brought in by a real pwsh into a real vault.
Describe 'Import-KsefCredential of a folder' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        Set-Location $HOME
        $password = 'Kanarek-2027-kluczy'

        # The two files of the portal in a folder of its own, under the portal's kind of name.
        function New-PortalFolder([string] $Path, [string] $Nip, [string] $Password, [int] $Days = 300) {
            $folder = New-Item -ItemType Directory $Path -Force
            $seal = New-TestSeal $folder $Nip -Password $Password -Days $Days
            Remove-Item -LiteralPath $seal.Pfx
            Rename-Item -LiteralPath $seal.Crt uwierzytelnianie.crt
            Rename-Item -LiteralPath $seal.Key uwierzytelnianie.key
        }
        function ConvertTo-Secret([string[]] $Text) { $Text | ForEach-Object { ConvertTo-TestSecret $_ } }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'of 60 clients' {
        BeforeAll {
            $nips = New-TestNip 60
            foreach ($nip in $nips) { New-PortalFolder "certyfikaty/Klient $nip" $nip $password }
            Set-Content certyfikaty/UPO.pdf '%PDF'
            $call = @{ WarningAction = 'Ignore'; InformationVariable = 'said' }
            $plan = Import-KsefCredential ./certyfikaty -Password (ConvertTo-Secret $password) -WhatIf @call 6> $null
            $unwritten = @(Get-SecretInfo -Vault KsefVault).Count
            $results = Import-KsefCredential ./certyfikaty -Password (ConvertTo-Secret $password) @call 6> $null
        }

        It 'says under -WhatIf what it does then, and does nothing' {
            $unwritten | Should -Be 0
            $plan.Outcome | Sort-Object -Unique | Should -Be Planned
            $results.Outcome | Sort-Object -Unique | Should -Be Imported
            Compare-Object $plan $results -Property File, KeyFile, Nip, Certainty, SerialNumber |
                Should -BeNullOrEmpty
        }

        It 'gives each client its certificate' {
            $results.Count | Should -Be 60
            $results.Outcome | Sort-Object -Unique | Should -Be Imported
            $results.Certainty | Sort-Object -Unique | Should -Be Sure
            $tests = Get-KsefCredential -Kind Certificate
            ($tests.Nip | Sort-Object) | Should -Be ($nips | Sort-Object)
            foreach ($credential in $tests | Select-Object -First 3) {
                Get-Secret $credential.SecretName -Vault KsefVault -AsPlainText |
                    Should -BeLike "-----BEGIN CERTIFICATE-----*-----BEGIN PRIVATE KEY-----*"
            }
        }

        It 'changes nothing the second time, by Get-ChildItem too' {
            $again = Get-ChildItem certyfikaty -Recurse -File -Include *.crt, *.key |
                Import-KsefCredential -Password (ConvertTo-Secret $password) @call
            $again.Outcome | Sort-Object -Unique | Should -Be Unchanged
            $again.Count | Should -Be 60
        }

        It 'shows the folder, and no password and no key' {
            $text = $results | Out-String -Width 200
            $text | Should -BeLike '*certyfikaty/*Klient*uwierzytelnianie.crt*'
            $all = "$text $($results | Format-List * | Out-String) $($results | ConvertTo-Json) $said"
            $all | Should -Not -Match 'Kanarek|PRIVATE'
            Set-Content certyfikaty/hasło.txt 'hasło: Kanarek-2027-inne'
            $all = Import-KsefCredential ./certyfikaty -PasswordFile *.txt -Verbose -Debug -WhatIf `
                -WarningAction Continue *>&1
            $all | Out-String -Width 999 | Should -Not -Match 'Kanarek|PRIVATE'
            Get-ChildItem $office.OfficePath -Recurse -File -Force | Select-String 'Kanarek|PRIVATE' |
                Should -BeNullOrEmpty
        }

        It 'is taken back whole' {
            $undone = Import-KsefCredential -Undo -Confirm:$false 6> $null
            $undone.Outcome | Sort-Object -Unique | Should -Be Undone
            $undone.Count | Should -Be 60
            Get-KsefProfile | Should -BeNullOrEmpty
            Get-SecretInfo -Vault KsefVault | Should -BeNullOrEmpty
        }
    }

    Context 'with a password of its own in each' {
        BeforeAll {
            $other = New-TestOffice -Environment test
            $nips = New-TestNip 62 | Select-Object -Last 2
            foreach ($nip in $nips) {
                New-PortalFolder "own/$nip" $nip "Kanarek-2027-$nip"
                Set-Content "own/$nip/hasło.txt" "hasło: Kanarek-2027-$nip"
            }
        }
        AfterAll {
            $env:KSEF_OFFICE = $office.OfficePath
            Remove-Item -LiteralPath $other.OfficePath -Recurse -Force
        }

        It 'refuses keys that nobody opens, and names them, where nobody is there to ask' {
            $results = Import-KsefCredential own -WarningVariable warning -WarningAction Ignore
            $results.Where({ $_.Refusal -eq 'Locked' }).Count | Should -Be 2
            $results.Outcome | Sort-Object -Unique | Should -Be Refused
            "$warning" | Should -BeLike '*uwierzytelnianie.key*'
            $Error | Out-String | Should -Not -Match Kanarek
        }

        It 'takes several passwords' {
            $secrets = ConvertTo-Secret ($nips | ForEach-Object { "Kanarek-2027-$_" })
            (Import-KsefCredential own -Password $secrets -WhatIf).Outcome | Should -Be Planned, Planned
        }

        It 'takes those that lie beside the keys, by the name of their files' {
            (Import-KsefCredential own -PasswordFile hasło.txt -WhatIf).Outcome | Should -Be Planned, Planned
        }

        It 'refuses a password typed as text' {
            { Import-KsefCredential own -Password Kanarek-2027 } | Should -Throw '*-AsSecureString*'
        }
    }

    It 'says old and new of a later folder, and gives the former one back' {
        $later = New-TestOffice -Environment test
        $nip = New-TestNip
        $secret = ConvertTo-Secret $password
        New-PortalFolder older $nip $password
        New-PortalFolder newer $nip $password -Days 600
        $old = Import-KsefCredential older -Password $secret 6> $null
        $new = Import-KsefCredential newer -Password $secret -WarningAction Ignore
        $new.Refusal | Should -Be OtherCertificateKept
        "$($new.Changes)" | Should -Be "certificate: $($old.SerialNumber) → $($new.SerialNumber)"
        (Import-KsefCredential newer -Password $secret -Force 6> $null).Outcome | Should -Be Replaced
        Import-KsefCredential -Undo -Confirm:$false 6> $null | Out-Null
        (Get-KsefCredential $nip).SecretName | Should -Be $old.SecretName
        Get-Secret $old.SecretName -Vault KsefVault -AsPlainText | Should -BeLike '*PRIVATE KEY*'
        $env:KSEF_OFFICE = $office.OfficePath
        Remove-Item -LiteralPath $later.OfficePath -Recurse -Force
    }
}
