Describe 'Permissions' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.TestAddress
        $file = Join-Path $office.OfficePath office.yaml
        $identities = "identities:`n  - name: seal`n    kind: seal`n    subject: '5260001246'`n" +
            "    secret: ksef-seal`n" +
            "  - name: anna`n    kind: person`n    subject: '92092116350'"
        Set-Content -LiteralPath $file ((Get-Content -LiteralPath $file -Raw) -replace
            'identities: \[\]', $identities) -NoNewline
        # A self-signed seal will do for TEST; in the vault as its PEM text.
        $seal = New-TestSeal $office.OfficePath 5260001246
        $key = [System.Security.Cryptography.ECDsa]::Create()
        $key.ImportFromEncryptedPem((Get-Content -LiteralPath $seal.Key -Raw), 'pass')
        Set-Secret ksef-seal "$(Get-Content -LiteralPath $seal.Crt -Raw)`n$($key.ExportPkcs8PrivateKeyPem())`n" `
            -Vault KsefVault

        # One client whose token may manage permissions, one whose token may only read invoices, one without any.
        $manager, $reader, $bare = New-TestNip 3
        New-TestClient $manager, $reader, $bare
        $rights = @{ $manager = 'InvoiceRead', 'CredentialsManage'; $reader = @('InvoiceRead') }
        foreach ($nip in $manager, $reader) {
            $body = @{ context = @{ type = 'Nip'; value = $nip }; permissions = $rights[$nip] }
            $token = (Invoke-TestSandbox $sandbox POST 'tokens?environment=test' $body).token
            Set-KsefCredential $nip -Token ($token | ConvertTo-TestSecret)
        }
        $anna = @{ Pesel = '92092116350'; FirstName = 'Anna'; LastName = 'Nowak' }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'grants nothing under -WhatIf' {
        Grant-KsefPermission $manager -Office -Permission InvoiceRead -WhatIf | Should -BeNullOrEmpty
        Get-KsefPermission -Office | Should -BeNullOrEmpty
    }

    It 'lets the office in, and waits until it is so' {
        $change = Get-KsefProfile $manager |
            Grant-KsefPermission -Office -Permission InvoiceRead, InvoiceWrite -CanDelegate
        $change.Outcome | Should -Be Granted
        $change.ReferenceNumber | Should -Match '^\d{8}-EG-'
        $change.Subject | Should -Be 5260001246
        $seen = Get-KsefPermission -Office
        $seen.Permission | Should -Be InvoiceRead, InvoiceWrite
        $seen.Nip | Sort-Object -Unique | Should -Be $manager
        $seen.Source | Sort-Object -Unique | Should -Be Delegated
    }

    It 'completes the number of a permission that was listed, by who has it and what' {
        $seen = Get-KsefPermission -Office
        $line = "Revoke-KsefPermission -Nip $manager -Id invoicew"
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches
        $offered.CompletionText.Trim("'") | Should -Be ($seen | Where-Object Permission -EQ InvoiceWrite).Id
        $line = "Revoke-KsefPermission -Nip $bare -Id "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Not -Contain $seen[0].Id
    }

    It 'grants nothing twice' {
        $change = Grant-KsefPermission $manager -Office -Permission InvoiceRead, InvoiceWrite -CanDelegate
        $change.Outcome | Should -Be AlreadyGranted
        $change.ReferenceNumber | Should -BeNullOrEmpty
    }

    It 'says under -WhatIf what is missing, and of what is there that nothing would be done' {
        $how = @{ Office = $true; Permission = 'InvoiceRead', 'InvoiceWrite'; WhatIf = $true }
        Start-Transcript ($log = Join-Path $HOME whatif.txt) | Out-Null
        Grant-KsefPermission $manager @how -InformationVariable said | Should -BeNullOrEmpty
        Stop-Transcript | Out-Null
        "$said" | Should -Be 'Granted already, so that nothing would be done: 1 of 1.'
        Get-Content $log -Raw | Should -Not -Match 'What if'
        $anna.Permission = 'InvoiceRead', 'CredentialsManage'
        Start-Transcript $log | Out-Null
        Grant-KsefPermission $manager @anna -WhatIf
        Stop-Transcript | Out-Null
        Get-Content $log -Raw | Should -Match '(?s)What if.*Grant InvoiceRead, CredentialsManage to Anna'
        $anna.Remove('Permission')
        Grant-KsefPermission $bare @how -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
    }

    It 'shows a client everybody in its context, where its session may see them' {
        $seen = Get-KsefPermission $manager
        ($seen | Where-Object Subject -EQ 5260001246).Permission | Should -Be InvoiceRead, InvoiceWrite
        ($seen | Where-Object Subject -EQ 5260001246).SubjectName | Sort-Object -Unique |
            Should -Be 'Biuro Rachunkowe Sigma'
    }

    It 'lets a person in directly, with what no entity can have' {
        (Grant-KsefPermission $manager @anna -Permission CredentialsRead).Outcome | Should -Be Granted
        $seen = Get-KsefPermission $manager | Where-Object Permission -EQ CredentialsRead
        $seen.Subject | Should -Be 92092116350
        $seen.Source | Should -Be Direct
    }

    It 'shows a PESEL in tables by its last digits' {
        $table = Get-KsefPermission $manager | Format-Table | Out-String -Width 160
        $table | Should -Match '\*{7}6350'
        $table | Should -Not -Match '92092116350'
    }

    It 'hands on to its people what the client let it hand on, and shows what they have' {
        $change = Grant-KsefPermission -Target $manager @anna -Permission InvoiceRead
        $change.Outcome | Should -Be Granted
        $change.Target | Should -Be $manager
        $seen = Get-KsefPermission -Identity anna
        $seen.Source | Should -Be Indirect
        $seen.Nip | Should -Be $manager
        $seen.Context | Should -Be 5260001246
        $seen.State | Should -Be Active
    }

    It 'refuses to grant an entity what no entity can have' {
        Grant-KsefPermission $manager -Office -Permission CredentialsRead -ErrorVariable failure `
            -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'GrantInvalid,*'
        "$failure" | Should -Match CredentialsRead
    }

    It 'says what is missing, and who can help, where the session may not grant' {
        Grant-KsefPermission $reader -Office -Permission InvoiceRead -ErrorVariable failure `
            -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
        "$failure" | Should -Match "(?s)$reader.*CredentialsManage"
    }

    It 'says which client has nothing to sign in with, and goes on with the others' {
        $changes = $bare, $manager |
            Grant-KsefPermission -Office -Permission InvoiceRead -CanDelegate -ErrorVariable failure `
                -ErrorAction SilentlyContinue
        $changes.Outcome | Should -Be AlreadyGranted
        $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialNotFound,*'
        "$failure" | Should -Match $bare
    }

    It 'asks before it takes back: -WhatIf takes nothing' {
        Get-KsefPermission -Office | Revoke-KsefPermission -WhatIf | Should -BeNullOrEmpty
        (Get-KsefPermission -Office).Count | Should -Be 2
    }

    It 'takes back by what Get-KsefPermission shows; what rested on it shows as inactive' {
        $given = Get-KsefPermission -Office
        ($given | Revoke-KsefPermission -Confirm:$false).Outcome | Should -Be Revoked, Revoked
        Get-KsefPermission -Office | Should -BeNullOrEmpty
        (Get-KsefPermission -Identity anna).State | Should -Be Inactive
        ($given | Revoke-KsefPermission -Confirm:$false).Outcome | Sort-Object -Unique | Should -Be NotThere
    }

    It 'takes back what the office itself has handed on' {
        $change = Get-KsefPermission -Identity anna | Revoke-KsefPermission -Confirm:$false
        $change.Outcome | Should -Be Revoked
        $change.Nip | Should -Be 5260001246
        Get-KsefPermission -Identity anna | Should -BeNullOrEmpty
    }

    It 'leaves no interrupted run behind' {
        Test-KsefOffice | Where-Object Code -EQ InterruptedRun | Should -BeNullOrEmpty
    }

    It 'completes permissions and identities' {
        (TabExpansion2 'Grant-KsefPermission 1 -Permission InvoiceR').CompletionMatches.CompletionText |
            Should -Contain InvoiceRead
        (TabExpansion2 'Get-KsefPermission -Identity an').CompletionMatches.CompletionText | Should -Contain anna
    }
}
