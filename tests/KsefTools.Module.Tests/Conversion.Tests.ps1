# From tokens to the office's certificate: the plan, the move, letters, the way back, and the end of the tokens.
Describe 'Convert-KsefToCertificate' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office

        # One client for each way: granted already, by its token, by the client alone, by a person's grant.
        $granted, $manager, $reader, $expecting = New-TestNip 4
        New-TestClient $granted, $manager, $reader, $expecting
        $rights = @{
            $granted = @('InvoiceRead'); $manager = 'InvoiceRead', 'CredentialsManage'
            $reader = 'InvoiceRead', 'InvoiceWrite'; $expecting = 'InvoiceRead', 'CredentialsRead'
        }
        foreach ($nip in $rights.Keys) {
            Set-KsefCredential $nip -Token (New-TestSandboxToken $sandbox $nip $rights[$nip] | ConvertTo-TestSecret)
        }
        Grant-TestOffice $sandbox $granted InvoiceRead, InvoiceWrite

        # All that a conversion may change: what the office keeps, what the vault names, what KSeF has.
        function Get-Touched {
            $files = Get-ChildItem -LiteralPath (Join-Path $office.OfficePath clients),
                (Join-Path $office.OfficePath office.yaml)
            $files | Get-FileHash | ForEach-Object Hash
            Get-ChildItem (Join-Path $office.OfficePath .state journal) -Filter *-conversion-* -ErrorAction Ignore |
                ForEach-Object Name
            (Get-SecretInfo -Vault KsefVault -Name ksef-*-token*).Name
            Invoke-TestSandbox $sandbox GET grants | ConvertTo-Json -Depth 8
        }
        function Get-TokenStatus([string] $Nip) {
            $tokens = (Invoke-TestSandbox $sandbox GET tokens).tokens
            ($tokens | Where-Object { $_.contextIdentifier.value -eq $Nip }).status
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    Context 'The plan' {
        BeforeAll {
            $before = Get-Touched
            $plan = Convert-KsefToCertificate -WhatIf -InformationVariable told 6> $null
            $planOf = @{}
            $plan | ForEach-Object { $planOf[$_.Nip] = $_ }
        }

        It 'finds each client its way' {
            $plan.Count | Should -Be 4
            "$($planOf[$granted].Outcome) $($planOf[$granted].Route)" | Should -Be 'Planned AlreadyGranted'
            "$($planOf[$manager].Outcome) $($planOf[$manager].Route)" | Should -Be 'Planned ByToken'
            "$($planOf[$reader].Outcome) $($planOf[$reader].Route)" | Should -Be 'WaitingForClient ByClient'
            "$($planOf[$expecting].Outcome) $($planOf[$expecting].Route)" | Should -Be 'NeedsPerson NeedsPerson'
        }

        It 'says what would be done, gained and lost' {
            $planOf[$granted].Surplus | Should -Be InvoiceWrite
            $planOf[$manager].Lost | Should -Be CredentialsManage
            $planOf[$manager].Steps.Count | Should -Be 4
            $planOf[$manager].Steps[0] | Should -Match '^grant InvoiceRead by'
            $planOf[$reader].Remedy | Should -Be "Convert-KsefToCertificate $reader -RequestPath ."
        }

        It 'counts the groups, and says how far the identity''s certificates reach' {
            $told[0] | Should -BeLike (
                "Clients: 1 ready now, 1 by their own token, 1 needs the client, 1 needs a person's grant")
            $told[1] | Should -Match '^Identity seal: .*; left: \d+ applications and \d+ active certificates\.$'
        }

        It 'touches nothing' { Get-Touched | Should -Be $before }

        It 'is what $WhatIfPreference asks for, too' {
            $WhatIfPreference = $true
            $results = Convert-KsefToCertificate 6> $null
            ($results | Where-Object Nip -EQ $granted).Outcome | Should -Be Planned
            $WhatIfPreference = $false
            Get-Touched | Should -Be $before
        }

        It 'reads well in a terminal of 80 columns' {
            $lines = ($plan | Sort-Object Nip | Format-Table | Out-String -Width 80).Trim() -split "`r?`n"
            $lines[0].Trim() | Should -Be 'Outcome          Nip        Name               Route          Surplus, lost'
            # A line for each client and none broken, with nothing cut off that decides.
            $lines.Count | Should -Be 6
            $lines.Trim() | Should -Contain "Planned          $granted Client $granted  AlreadyGranted +InvoiceWrite"
            $lines.Trim() |
                Should -Contain "Planned          $manager Client $manager  ByToken        -CredentialsManage"
            ($planOf[$manager] | Format-List | Out-String) |
                Should -Match '(?s)Steps.*grant InvoiceRead.*prove InvoiceRead'
        }
    }

    Context 'The choice of an identity' {
        It 'completes the names of the office''s identities' {
            (TabExpansion2 'Convert-KsefToCertificate -Identity an').CompletionMatches.CompletionText | Should -Be anna
            (TabExpansion2 'Convert-KsefToCertificate -Identity ').CompletionMatches.CompletionText |
                Should -Be anna, seal, stamp
        }

        It 'plans for a person what only clients and tokens can grant a person' {
            $results = Convert-KsefToCertificate $manager, $granted -Identity anna -WhatIf 6> $null
            ($results | Where-Object Nip -EQ $manager).Route | Should -Be ByToken
            ($results | Where-Object Nip -EQ $granted).Route | Should -Be ByClient
        }

        It 'names the next command where the identity has no certificate, and begins nothing' {
            $before = Get-Touched
            { Convert-KsefToCertificate -Identity stamp } | Should -Throw -ErrorId 'NothingConverted,*'
            "$($Error[0])" | Should -Match "New-KsefSigningRequest -Identity 'stamp' -ForEnrolment"
            Get-Touched | Should -Be $before
        }

        It 'names the identities that there are where none is called so' {
            { Convert-KsefToCertificate -Identity nobody } | Should -Throw -ErrorId 'IdentityNotFound,*'
            "$($Error[0])" | Should -Match 'seal, anna, stamp'
        }
    }

    Context 'The move' {
        It 'proves, then switches the profile, and keeps the token as the way back' {
            $result = Get-KsefCredential $granted | Convert-KsefToCertificate -Confirm:$false 6> $null
            $result.Outcome | Should -Be Converted
            $result.IsProven | Should -BeTrue
            $result.IdentityPermissions | Should -Be InvoiceRead, InvoiceWrite
            $text = Get-Content -LiteralPath (Get-KsefProfile $granted).Path -Raw
            $text | Should -Match 'identity: seal'
            $today = [datetime]::Now.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
            $text | Should -Match "retiredOn: $today"
            Get-TokenStatus $granted | Should -Be Active
        }

        It 'grants by the token itself, for a profile from the pipeline' {
            $result = Get-KsefProfile $manager | Convert-KsefToCertificate 6> $null
            $result.Outcome | Should -Be Converted
            $result.OperationReference | Should -Match '^\d{8}-EG-'
            $result.Lost | Should -Be CredentialsManage
            (Get-KsefPermission -Office | Where-Object Nip -EQ $manager).Permission | Should -Be InvoiceRead
        }

        It 'leaves one credential in use, which the audit finds healthy, and shows the other on request' {
            @(Get-KsefCredential $granted).Identity | Should -Be seal
            $all = Get-KsefCredential $granted -IncludeRetired
            $all.Count | Should -Be 2
            $all | Format-Table | Out-String -Width 120 | Should -Match 'Retired'
            ($all | Where-Object Kind -EQ Token).RetiredOn | Should -Be ([datetime]::Today)
            (Get-KsefCredential $granted, $manager | Test-KsefToken).Findings.Code |
                Should -Not -Contain IdentityNotGranted
        }

        It 'has nothing left to do when it runs again' {
            $before = Get-Touched
            $results = Convert-KsefToCertificate -InformationVariable told 6> $null
            ($results | Where-Object Nip -In $granted, $manager).Outcome | Sort-Object -Unique |
                Should -Be AlreadyConverted
            $told | Should -BeLike '*2 converted before, 1 needs the client, 1 needs a person''s grant'
            Get-Touched | Should -Be $before
        }

        It 'takes what the audit found, by property name' {
            $result = Get-KsefCredential $reader | Test-KsefToken | Convert-KsefToCertificate -WhatIf 6> $null
            $result.Outcome | Should -Be WaitingForClient
        }

        It 'leaves no interrupted run behind' {
            Test-KsefOffice | Where-Object Code -EQ InterruptedRun | Should -BeNullOrEmpty
        }
    }

    Context 'Letters' {
        BeforeAll {
            $letters = Join-Path $HOME letters
            $results = Convert-KsefToCertificate -RequestPath $letters 6> $null
        }

        It 'writes to clients who have to grant something, and to nobody else' {
            (Get-ChildItem $letters).Name | Sort-Object | Should -Be (
                @($reader, $expecting | ForEach-Object { "$_.eml"; "$_.en.md"; "$_.pl.md" }) | Sort-Object)
            ($results | Where-Object Nip -EQ $reader).RequestPath | Should -Be (Join-Path $letters "$reader.eml")
        }

        It 'says in <_> who to let in, and to what' -ForEach 'pl', 'en' {
            $text = Get-Content -LiteralPath (Join-Path $letters "$reader.$_.md") -Raw
            $text | Should -Match '5260001246'
            $text | Should -Match $reader
            $text | Should -Match 'przeglądanie faktur'
            $text | Should -Match 'wystawianie faktur'
        }

        It 'takes a path relative to where the person is' {
            Push-Location $HOME
            try { $result = Convert-KsefToCertificate $reader -RequestPath ./here 6> $null }
            finally { Pop-Location }
            $result.RequestPath | Should -Be (Join-Path $HOME here "$reader.eml")
            $result.RequestPath | Should -Exist
        }

        It 'notices by itself that the client has granted it' {
            Grant-TestOffice $sandbox $reader InvoiceRead, InvoiceWrite
            $result = Convert-KsefToCertificate $reader -RequestPath $letters 6> $null
            $result.Outcome | Should -Be Converted
            $result.RequestPath | Should -BeNullOrEmpty
        }
    }

    Context 'The way back' {
        It 'goes nowhere under -WhatIf' {
            $before = Get-Touched
            Restore-KsefToken $reader -WhatIf | Should -BeNullOrEmpty
            Get-Touched | Should -Be $before
        }

        It 'puts the token back once it is seen to sign in' {
            $result = Get-KsefProfile $reader | Restore-KsefToken
            $result.IsRestored | Should -BeTrue
            $result.TokenPermissions | Should -Be InvoiceRead, InvoiceWrite
            $credential = Get-KsefCredential $reader
            $credential.Kind | Should -Be Token
            $credential.RetiredOn | Should -BeNullOrEmpty
            $result | Format-Table | Out-String -Width 80 | Should -Match "True\s+$reader"
        }

        It 'says where there is nothing to go back to, and goes on with the others' {
            $results = $expecting, $granted | Restore-KsefToken -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'NothingToRestore,*'
            "$failure" | Should -Match "Get-KsefCredential $expecting -IncludeRetired"
            $results.Nip | Should -Be $granted
            (Convert-KsefToCertificate $granted, $reader 6> $null).Outcome | Sort-Object -Unique | Should -Be Converted
        }
    }

    Context 'The end of the tokens' {
        It 'keeps a token for the days that were asked for, and says until when' {
            $result = Convert-KsefToCertificate $granted -RevokeToken -AfterDays 14 -Confirm:$false 6> $null
            $result.TokenRevoked | Should -BeFalse
            $result.RevokeOn | Should -Be ([datetime]::Today.AddDays(14))
            $result.Reason | Should -Match 'kept until'
            $result | Format-List | Out-String | Should -Match 'RevokeOn\s+: \S'
            Get-TokenStatus $granted | Should -Be Active
        }

        It 'revokes nothing under -WhatIf' {
            $before = Get-Touched
            $plan = Convert-KsefToCertificate $granted -RevokeToken -WhatIf 6> $null
            $plan.Steps | Should -Be 'sign in as seal', 'prove InvoiceRead', 'revoke the token'
            Get-Touched | Should -Be $before
            Get-TokenStatus $granted | Should -Be Active
        }

        It 'revokes nothing before somebody has said so, and says how to answer beforehand' {
            $result = Convert-KsefToCertificate $granted -RevokeToken -ErrorVariable failure `
                -ErrorAction SilentlyContinue 6> $null
            $failure.FullyQualifiedErrorId | Should -BeLike 'NobodyToAsk,*'
            $result.TokenRevoked | Should -Not -Contain $true
            Get-TokenStatus $granted | Should -Be Active
        }

        It 'refuses -AfterDays without -RevokeToken' {
            { Convert-KsefToCertificate $granted -AfterDays 3 6> $null } | Should -Throw -ErrorId 'ParameterMissing,*'
        }

        It 'revokes no token of a client that could not be moved' {
            (Convert-KsefToCertificate $expecting -RevokeToken -Confirm:$false 6> $null).TokenRevoked | Should -BeFalse
            Get-TokenStatus $expecting | Should -Be Active
        }

        It 'revokes it, and takes it out of profile and vault' {
            $token = Get-KsefCredential $granted -IncludeRetired | Where-Object Kind -EQ Token
            $result = Get-KsefCredential $granted |
                Convert-KsefToCertificate -RevokeToken -Force -InformationVariable told 6> $null
            $result.TokenRevoked | Should -BeTrue
            "$told" | Should -Match '1 with the token revoked'
            $result | Format-Table | Out-String -Width 120 | Should -Match 'token revoked'
            $result.IsProven | Should -BeTrue
            Get-TokenStatus $granted | Should -Not -Be Active
            (Get-KsefCredential $granted -IncludeRetired).Identity | Should -Be seal
            Get-SecretInfo -Vault KsefVault -Name $token.SecretName | Should -BeNullOrEmpty
        }

        It 'leaves no way back then' {
            Restore-KsefToken $granted -ErrorVariable failure -ErrorAction SilentlyContinue
            "$failure" | Should -Match 'no retired token'
        }

        It 'leaves a client that it names and an office in order' {
            Test-KsefOffice | Should -BeNullOrEmpty
        }
    }
}
