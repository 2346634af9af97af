# Parts of a client (InternalId) in a real PowerShell: named in the client's file, and taken wherever a client is.
Describe 'Parts of a client' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $client, $part = '1111111111', '1111111111-12342'
        New-TestClient $client
        function New-PartToken([string[]] $Permission) {
            $body = @{ context = @{ type = 'InternalId'; value = $part }; permissions = $Permission }
            (Invoke-TestSandbox $sandbox POST tokens $body).token
        }
        Invoke-TestSandbox $sandbox POST grants @{
            context = @{ type = 'InternalId'; value = $part }; authorized = @{ type = 'Nip'; value = '5260001246' }
            permissions = @('InvoiceRead', 'InvoiceWrite')
        } | Out-Null
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'gets its place in the client''s file' {
        $new = New-KsefProfile $part 'Kraków'
        "$($new.Nip) $($new.InternalId) $($new.Name)" | Should -Be "$part $part Kraków"
        (Get-KsefProfile).Nip | Should -Be $client, $part
        (Get-KsefProfile $client).InternalId | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $office.OfficePath clients) | Should -HaveCount 1
        $parts = Get-KsefProfile | Where-Object InternalId
        $parts.Name | Should -Be Kraków
    }

    It 'refuses a number that is none of the client''s, and a part of nobody' {
        { New-KsefProfile 1111111111-12341 X } | Should -Throw
        New-KsefProfile 5260001246-12348 X -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure | Should -HaveCount 1
    }

    It 'gets its token by an import that names the part, or whose token does' {
        $own = New-TestSandboxToken $sandbox $client 'InvoiceRead', 'InvoiceWrite'
        $list = Join-Path $HOME parts.csv
        "NIP;Nazwa;Token", "$client;Piekarnia;$own", "$client;Piekarnia;$(New-PartToken InvoiceRead, InvoiceWrite)" |
            Set-Content $list
        $rows = Import-KsefCredential $list
        Remove-Item $list
        $rows.Outcome | Should -Be Imported, Imported
        $rows.Nip | Should -Be $client, $part
        $rows.SecretName | Select-Object -Unique | Should -HaveCount 2
        (Get-KsefCredential $part).SecretName | Should -Match "-$part-token-o"
    }

    It 'may stand before its new client, and both are taken back as -WhatIf said' {
        $both = '5260001246-12348', '5260001246'
        $tokens = 'internalId-5260001246-12348', 'nip-5260001246' | ForEach-Object {
            "20251010-EC-0123456789-AABBCCDDEE-0$($_.Length % 10)|$_|$('b' * 64)"
        }
        $list = Join-Path $HOME parts.csv
        'NIP;Nazwa;Token', "$($both[0]);Kraków;$($tokens[0])", "$($both[1]);Biuro;$($tokens[1])" | Set-Content $list
        $rows = Import-KsefCredential $list
        Remove-Item $list
        $rows.Nip | Should -Be $both
        $rows.Outcome | Should -Be Imported, Imported
        $plan = Import-KsefCredential -Undo -WhatIf
        $undone = Import-KsefCredential -Undo -Confirm:$false
        $undone.Outcome | Should -Be Undone, Undone
        $plan.Outcome | Should -Be Planned, Planned
        Get-KsefProfile | Where-Object Nip -In $both | Should -BeNullOrEmpty
    }

    It 'is audited beside its client, each with one result' {
        $results = Get-KsefCredential | Test-KsefToken
        $results.Nip | Sort-Object | Should -Be $client, $part
        $results | Where-Object Status -EQ Unknown | Should -BeNullOrEmpty
        $results.SignIn | Should -Not -Contain None
        (Test-KsefToken $part).Nip | Should -Be $part
        (Test-KsefToken "$client*").Nip | Should -HaveCount 2
        (Test-KsefToken $client).Nip | Should -Be $client
        (Test-KsefToken "$client*" -ForSending).Nip | Sort-Object | Should -Be $client, $part
    }

    It 'is completed, and gives a session and answers of its own' {
        (TabExpansion2 'Test-KsefToken -Nip 11' -cursorColumn 22).CompletionMatches.CompletionText.Trim("'") |
            Should -Contain $part
        (Get-KsefAccessToken $part).Nip | Should -Be $part
        (Get-KsefToken $part).Nip | Select-Object -Unique | Should -Be $part
        (Invoke-KsefRequest $part /tokens).Nip | Should -Be $part
    }

    It 'has a rotation of its own' {
        $before = (Get-KsefCredential $client).Reference
        $change = Update-KsefToken $part -Confirm:$false
        "$($change.Nip) $($change.Outcome) $($change.Reason)" | Should -Match "^$part Rotated"
        (Get-KsefCredential $part).Reference | Should -Be $change.Reference
        (Get-KsefCredential $client).Reference | Should -Be $before
    }

    It 'is moved to the certificate by its own grants, and back' {
        $move = Get-KsefCredential $part | Convert-KsefToCertificate -Confirm:$false
        "$($move.Nip) $($move.Outcome) $($move.Reason)" | Should -Match "^$part Converted"
        (Get-KsefCredential $part).Identity | Should -Contain seal
        (Get-KsefCredential $client).Identity | Should -BeNullOrEmpty
        (Restore-KsefToken $part -Confirm:$false).IsRestored | Should -BeTrue
    }

    It 'is moved to an employee that the office let in at the part alone, and back' {
        Invoke-TestSandbox $sandbox POST grants @{
            context = @{ type = 'InternalId'; value = $part }; authorized = @{ type = 'Nip'; value = '5260001246' }
            permissions = @('InvoiceRead', 'InvoiceWrite'); canDelegate = $true
        } | Out-Null
        $anna = @{ Pesel = '92092116350'; FirstName = 'Anna'; LastName = 'Nowak' }
        $change = Grant-KsefPermission -Target $part @anna -Permission InvoiceRead, InvoiceWrite
        $change | ForEach-Object { "$($_.Outcome) $($_.Target)" } | Should -Be "Granted $part"
        $seen = Get-KsefPermission -Identity anna
        $seen | ForEach-Object { "$($_.Source) $($_.Nip) $($_.State)" } | Select-Object -Unique |
            Should -Be "Indirect $part Active"
        $move = Get-KsefCredential $part | Convert-KsefToCertificate -Identity anna -Confirm:$false
        "$($move.Nip) $($move.Outcome) $($move.Reason)" | Should -Match "^$part Converted"
        (Get-KsefCredential $part).Identity | Should -Contain anna
        (Get-KsefCredential $client).Identity | Should -BeNullOrEmpty
        (Get-KsefAccessToken $part).Nip | Should -Be $part
        (Restore-KsefToken $part -Confirm:$false).IsRestored | Should -BeTrue
    }

    It 'gets a certificate of its own, enrolled and proven in its own context' {
        Invoke-TestSandbox $sandbox POST grants @{
            context = @{ type = 'InternalId'; value = $part }; authorized = @{ type = 'Nip'; value = $client }
            permissions = @('InvoiceRead', 'InvoiceWrite')
        } | Out-Null
        $seal = New-TestSeal $HOME $client
        $new = Request-KsefCertificate -Nip $part -CertificatePath $seal.Pfx -Password $seal.Password -Confirm:$false
        "$($new.Outcome) $($new.IsProven)" | Should -Be 'Issued True'
        (Get-KsefCredential $part).SerialNumber | Should -Contain $new.SerialNumber
        (Get-KsefCredential $client).SerialNumber | Should -Not -Contain $new.SerialNumber
    }

    It 'appears in the matrix, the permissions and the lint under its own number' {
        (Get-KsefAccess).Nip | Should -Contain $part
        (Get-KsefPermission $part).Nip | Select-Object -Unique | Should -Be $part
        Test-KsefOffice | Where-Object Severity -EQ Critical | Should -BeNullOrEmpty
    }

    It 'is in the run and its report under its own number' {
        $run = Invoke-KsefAudit -WarningAction SilentlyContinue
        $run | Should -Not -BeNullOrEmpty
        Export-KsefReport (Join-Path $HOME report.html) | Out-Null
        $page = Get-Content (Join-Path $HOME report.html) -Raw
        $page | Should -Match $part
    }

    It 'is left alone, and its client stays' {
        $end = Revoke-KsefAccess $part -Confirm:$false -WarningAction SilentlyContinue
        $end.Nip | Should -Be $part
        (Get-KsefCredential $part).SecretName | Should -BeNullOrEmpty
        (Get-KsefAccessToken $client).Nip | Should -Be $client
    }

    It 'is left with its client' {
        Set-KsefCredential $part -Token (New-PartToken InvoiceRead | ConvertTo-TestSecret)
        $ends = Revoke-KsefAccess $client -Confirm:$false -WarningAction SilentlyContinue
        $ends.Nip | Sort-Object | Should -Be $client, $part
        Get-KsefCredential | Where-Object SecretName | Should -BeNullOrEmpty
    }

    It 'goes from the file, and its client stays' {
        Remove-KsefProfile $part -Confirm:$false
        (Get-KsefProfile).Nip | Should -Be $client
    }
}
