Describe 'Certificates in the vault' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        $nip, $other, $third = New-TestNip 3
        New-TestClient $nip, $other, $third
        $files = (New-Item -ItemType Directory (Join-Path $office.OfficePath files)).FullName
        $seal = New-TestSeal $files $nip

        function Get-TestFile([string] $Nip) { Get-Content -LiteralPath (Get-KsefProfile $Nip).Path -Raw }
        function Open-TestPfx([string] $Path, [string] $Password) {
            [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12FromFile($Path, $Password)
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'Set-KsefCredential' {
        It 'keeps a PFX as PEM, certificate first and then its key, and names it in the profile' {
            $credential = Set-KsefCredential $nip -CertificatePath $seal.Pfx -Password $seal.Password -PassThru
            $credential.Kind | Should -Be Certificate
            $credential.SecretName | Should -Match "^ksef-test-$nip-certificate-o[0-9a-f]{8}-f[0-9a-f]{8}$"
            $text = Get-Secret -Name $credential.SecretName -Vault KsefVault -AsPlainText
            $text | Should -Match '(?s)^-----BEGIN CERTIFICATE-----.*-----BEGIN PRIVATE KEY-----'
            (Get-KsefCredential $nip -Kind Certificate).SecretName | Should -Be $credential.SecretName
        }

        It 'changes nothing when it gets the same certificate again' {
            $before = Get-TestFile $nip
            Set-KsefCredential $nip -CertificatePath $seal.Crt -Password $seal.Password -WarningVariable warning
            $warning | Should -BeNullOrEmpty
            Get-TestFile $nip | Should -BeExactly $before
        }

        It 'takes the portal''s .crt with the .key beside it' {
            $portal = New-TestSeal $files $other
            $credential = Set-KsefCredential $other -CertificatePath $portal.Crt -Password $portal.Password -PassThru
            $credential.Kind | Should -Be Certificate
        }

        It 'leaves the former certificate in the vault, and says so' {
            $former = Get-KsefCredential $other -Kind Certificate
            $new = New-TestSeal $files $other
            Set-KsefCredential $other -CertificatePath $new.Pfx -Password $new.Password -WarningVariable warning `
                -WarningAction Ignore
            $warning | Should -Match $former.SecretName
            $now = @(Get-KsefCredential $other -Kind Certificate)
            $now.Count | Should -Be 1
            $now.SecretName | Should -Not -Be $former.SecretName
            Get-Secret -Name $former.SecretName -Vault KsefVault -AsPlainText | Should -Match 'PRIVATE KEY'
        }

        It 'refuses <Case> in one sentence, and stores nothing' -ForEach @(
            @{ Case = 'a wrong password'; Sentence = 'password does not open' }
            @{ Case = 'another key'; Sentence = 'key' }
            @{ Case = 'another company''s seal'; Sentence = 'NIP' }
            @{ Case = 'an expired certificate'; Sentence = 'ended|expired|over' }
        ) {
            $mine = New-TestSeal $files $third
            $given = switch ($Case) {
                'a wrong password' { @{ CertificatePath = $mine.Pfx; Password = ConvertTo-TestSecret 'canary-wrong' } }
                'another key' { @{ CertificatePath = $mine.Crt; KeyPath = $seal.Key; Password = $seal.Password } }
                'another company''s seal' { @{ CertificatePath = $seal.Pfx; Password = $seal.Password } }
                default {
                    $old = New-TestSeal $files $third -Days -10
                    @{ CertificatePath = $old.Pfx; Password = $old.Password }
                }
            }
            $before = Get-TestFile $third
            $secrets = @(Get-SecretInfo -Vault KsefVault).Count
            Set-KsefCredential $third @given -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'CertificateUnusable,*'
            "$failure" | Should -Match $Sentence
            $failure | Format-List * -Force | Out-String | Should -Not -Match 'canary-wrong'
            Get-TestFile $third | Should -BeExactly $before
            @(Get-SecretInfo -Vault KsefVault).Count | Should -Be $secrets
        }

        It 'changes nothing under -WhatIf' {
            $mine = New-TestSeal $files $third
            Set-KsefCredential $third -CertificatePath $mine.Pfx -Password $mine.Password -WhatIf
            (Get-KsefCredential $third).SecretName | Should -BeNullOrEmpty
        }
    }

    Context 'Export-KsefCredential' {
        BeforeAll { $password = ConvertTo-TestSecret 'canary-export' }

        It 'writes a PFX that its password opens, readable by its owner only' {
            $file = Join-Path $files out.pfx
            (Export-KsefCredential $nip $file -Password $password -PassThru).FullName | Should -Be $file
            $opened = Open-TestPfx $file canary-export
            $opened.Thumbprint | Should -Be $seal.Thumbprint
            $opened.HasPrivateKey | Should -BeTrue
            if (-not $IsWindows) { [System.IO.File]::GetUnixFileMode($file) | Should -Be 'UserWrite, UserRead' }
        }

        It 'writes PEM by the file''s ending, with the key encrypted' {
            $file = Join-Path $files out.pem
            Export-KsefCredential $nip $file -Password $password
            $text = Get-Content -LiteralPath $file -Raw
            $text | Should -Match 'BEGIN ENCRYPTED PRIVATE KEY'
            $text | Should -Not -Match 'BEGIN PRIVATE KEY'
        }

        It 'leaves a file that is there alone, unless it is forced' {
            $file = Join-Path $files out.pfx
            $before = (Get-FileHash -LiteralPath $file).Hash
            Export-KsefCredential $nip $file -Password $password -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'FileNotAccessible,*'
            (Get-FileHash -LiteralPath $file).Hash | Should -Be $before
            Export-KsefCredential $nip $file -Password $password -Force
            (Get-FileHash -LiteralPath $file).Hash | Should -Not -Be $before
        }

        It 'writes the certificates of a pipeline into a folder, each under its secret''s name' {
            $folder = (New-Item -ItemType Directory (Join-Path $files all)).FullName
            $credentials = Get-KsefCredential -Kind Certificate
            $credentials | Export-KsefCredential -Path $folder -Password $password
            (Get-ChildItem $folder).BaseName | Sort-Object | Should -Be ($credentials.SecretName | Sort-Object)
        }

        It 'refuses an empty password' {
            $file = Join-Path $files empty.pfx
            { Export-KsefCredential $nip $file -Password ([securestring]::new()) } |
                Should -Throw -ErrorId 'PasswordEmpty,*'
            $file | Should -Not -Exist
        }

        It 'says which client has no certificate' {
            Export-KsefCredential $third (Join-Path $files none.pfx) -Password $password -ErrorVariable failure `
                -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialNotFound,*'
            "$failure" | Should -Match $third
        }

        It 'writes nothing under -WhatIf' {
            $file = Join-Path $files whatif.pfx
            Export-KsefCredential $nip $file -Password $password -WhatIf
            $file | Should -Not -Exist
        }

        It 'writes the two files of KSeF''s portal, by its rules' {
            $good = ConvertTo-TestSecret 'Canary-export-27'
            $folder = (New-Item -ItemType Directory (Join-Path $files portal)).FullName
            $call = @{ Path = Join-Path $folder 'Fakturownia 2027'; Format = 'Portal'; To = 'Fakturownia' }
            $written = Export-KsefCredential $nip @call -Password $good -PassThru
            $written.Name | Should -Be 'Fakturownia 2027.key', 'Fakturownia 2027.crt'
            $pair = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromEncryptedPemFile(
                $written[1].FullName, 'Canary-export-27', $written[0].FullName)
            $pair.Thumbprint | Should -Be $seal.Thumbprint
            Export-KsefCredential $nip $folder -Format Portal -Password $good
            Join-Path $folder "$((Get-KsefCredential $nip).SecretName -replace '^ksef-').crt" | Should -Exist
            { Export-KsefCredential $nip (Join-Path $folder other) -Format Portal -Password $password -EA Stop } |
                Should -Throw -ErrorId 'PortalRuleBroken,*'
            { Export-KsefCredential $nip (Join-Path $folder 'Żółw.crt') -Format Portal -Password $good -EA Stop } |
                Should -Throw -ErrorId 'PortalRuleBroken,*'
            (Get-ChildItem $folder).Count | Should -Be 4
        }

        It 'warns of a person''s certificate that is handed over, and not of a seal' {
            $subject = 'G=Anna, SN=Nowak, SERIALNUMBER=PNOPL-92092116350, CN=Anna Nowak, C=PL'
            $person = New-TestSeal $files $third -Subject $subject
            Set-KsefCredential $third -CertificatePath $person.Pfx -Password $person.Password -WarningAction Ignore
            $call = @{ Password = $password; To = 'księgowa'; WarningVariable = 'warned'; WarningAction = 'Ignore' }
            Export-KsefCredential $nip (Join-Path $files to-seal.pfx) @call
            $warned | Should -BeNullOrEmpty
            Export-KsefCredential $third (Join-Path $files to-person.pfx) @call
            "$warned" | Should -Match 'person|osoby'
            Remove-KsefCredential $third -Confirm:$false
        }

        It 'records what left the vault in the journal, and neither password nor key' {
            $journal = Get-ChildItem (Join-Path $office.OfficePath .state journal) -Filter *-export-* | Get-Content -Raw
            "$journal" | Should -Match "ksef-test-$nip-certificate"
            "$journal" | Should -Match 'out\.pfx'
            "$journal" | Should -Not -Match 'canary-export|PRIVATE KEY'
        }
    }
}
