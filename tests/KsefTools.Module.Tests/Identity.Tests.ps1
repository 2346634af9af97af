# office.yaml without an editor: the office's own settings, and the identities that its certificates belong to.
Describe 'The office and its identities' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $pesel = '44051401359'
        $fingerprint = 'AB' * 32
        function Get-Text { Get-Content -LiteralPath (Join-Path $env:KSEF_OFFICE office.yaml) -Raw }
        # The vault is all tests', so that it has secrets that this office does not know.
        function Get-Problem { Test-KsefOffice | Where-Object Code -NE SecretOrphan }
        # What -WhatIf says goes to the host alone, so another process says it.
        function Get-WhatIf([string] $Command) {
            Invoke-TestProcess "`$env:KSEF_OFFICE = '$env:KSEF_OFFICE'`n$Command" | Out-String -Width 1000
        }
    }
    BeforeEach { $office = New-TestOffice -Environment test }
    AfterEach { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'Get-KsefOffice' {
        It 'says what the file says, and the defaults' {
            $found = Get-KsefOffice
            $found.Nip | Should -Be 5260001246
            $found.Vault | Should -Be KsefVault
            $found.TokensEndOn | Should -Be ([datetime] '2026-12-31')
            $found.RotateAfter.TotalDays | Should -Be 365
            $found.NeverPermissions | Should -Contain CredentialsManage
            $found.Identities | Should -BeNullOrEmpty
        }
    }

    Context 'Set-KsefOffice' {
        It 'changes only the keys that are named, and keeps comments' {
            $before = (Get-Text) -split "`n"
            Set-KsefOffice -Name 'Biuro Nowe' -RotateAfter 180d -TokensEndOn 2027-03-31 -Parallel 8
            $after = (Get-Text) -split "`n"
            $after.Count | Should -Be $before.Count
            (Compare-Object $before $after).Count | Should -Be 8 -Because 'four lines say something else'
            $found = Get-KsefOffice
            "$($found.Name) $($found.RotateAfter.TotalDays) $($found.TokensEndOn.Year) $($found.Parallel)" |
                Should -Be 'Biuro Nowe 180 2027 8'
        }

        It 'says what was and what will be, and writes nothing under -WhatIf' {
            $before = Get-Text
            $said = Get-WhatIf 'Set-KsefOffice -Name Nowe -RenewBefore 45d -WhatIf'
            $said | Should -Match 'Biuro Rachunkowe Sigma → Nowe'
            $said | Should -Match '30d → 45d'
            Get-Text | Should -BeExactly $before
        }

        It 'says nothing under -WhatIf where nothing changes' {
            Get-WhatIf "Set-KsefOffice -Name 'Biuro Rachunkowe Sigma' -RenewBefore 30d -WhatIf" |
                Should -BeNullOrEmpty
        }

        It 'takes the announced date away, and back' {
            (Set-KsefOffice -TokensEndAnnounced $null -PassThru).TokensEndAnnounced | Should -BeNullOrEmpty
            (Set-KsefOffice -TokensEndAnnounced 2028-01-31 -PassThru).TokensEndAnnounced.Year | Should -Be 2028
            Get-Problem | Should -BeNullOrEmpty
        }

        It 'takes lists' {
            $set = Set-KsefOffice -NeverPermission CredentialsManage -OtherEnvironment demo -PassThru
            "$($set.NeverPermissions); $($set.OtherEnvironments)" | Should -Be 'CredentialsManage; demo'
            (Set-KsefOffice -OtherEnvironment @() -PassThru).OtherEnvironments | Should -BeNullOrEmpty
        }

        It 'refuses what Test-KsefOffice would: <What>' -ForEach @(
            @{ What = 'a time without a unit'; Set = @{ RotateAfter = 90 } }
            @{ What = 'a time that is none'; Set = @{ RotateAfter = 'soon' } }
            @{ What = 'plain http'; Set = @{ Environment = 'http://ksef.example/v2' } }
            @{ What = 'no permission of KSeF'; Set = @{ NeverPermission = 'InvoiceRed' } }
            @{ What = 'nobody at a time'; Set = @{ Parallel = 0 } }
        ) {
            $before = Get-Text
            { Set-KsefOffice @Set -ErrorAction Stop } | Should -Throw
            Get-Text | Should -BeExactly $before
        }

        It 'asks before the clients that follow it move to another environment' {
            New-KsefProfile 1111111111 A | Out-Null
            Set-KsefCredential 1111111111 -Token (New-TestToken 1111111111 | ConvertTo-TestSecret)
            { Set-KsefOffice -Environment demo -ErrorAction Stop } | Should -Throw
            (Get-KsefOffice).Environment | Should -Be test
            (Set-KsefOffice -Environment demo -Force -PassThru).Environment | Should -Be demo
        }

        It 'says which secrets another vault does not have' {
            New-KsefProfile 1111111111 A | Out-Null
            Set-KsefCredential 1111111111 -Token (New-TestToken 1111111111 | ConvertTo-TestSecret)
            Set-KsefOffice -Vault Other 3>&1 | Should -Match "1 secret.*'KsefVault'.*'Other'"
        }
    }

    Context 'New-KsefIdentity' {
        It 'adds the office''s seal, and the file is in order' {
            $made = New-KsefIdentity seal 6> $null
            "$($made.Identity) $($made.Kind) $($made.Subject)" | Should -Be 'seal seal 5260001246'
            (Get-KsefIdentity).Identity | Should -Be seal
            Get-Problem | Should -BeNullOrEmpty
            Get-Text | Should -Match '# The SecretManagement vault' -Because 'comments stay'
        }

        It 'adds a person and a fingerprint to what is there' {
            New-KsefIdentity seal 6> $null | Out-Null
            New-KsefIdentity anna -Pesel $pesel 6> $null | Out-Null
            New-KsefIdentity card -Fingerprint $fingerprint 6> $null | Out-Null
            New-KsefIdentity jan -PersonNip 222-222-22-22 6> $null | Out-Null
            (Get-KsefIdentity).Kind | Should -Be seal, person, fingerprint, person
            (Get-KsefIdentity jan).Subject | Should -Be 2222222222
            (Get-KsefOffice).Identities.Identity | Should -Be seal, anna, card, jan
            (Get-KsefIdentity a*).Subject | Should -Be $pesel
        }

        It 'says how to get the certificate, and who can sign' {
            "$(New-KsefIdentity seal 6>&1)" |
                Should -Match "New-KsefSigningRequest -Identity 'seal' -ForEnrolment.*seal"
            "$(New-KsefIdentity anna -Pesel $pesel 6>&1)" | Should -Match 'Podpis Zaufany'
            @(New-KsefIdentity quiet -InformationAction Ignore 6>&1).Count | Should -Be 1
        }

        It 'refuses <What>, and changes nothing' -ForEach @(
            @{ What = 'a PESEL that is none'; Set = @{ Pesel = '44051401358' } }
            @{ What = 'a NIP that is none'; Set = @{ Nip = '5260001245' } }
            @{ What = 'a fingerprint that is none'; Set = @{ Fingerprint = 'AB' } }
            @{ What = 'a name with an escape'; Set = @{ Identity = "a`e[2J" } }
        ) {
            $before = Get-Text
            $all = @{ Identity = 'new' }
            foreach ($key in $Set.Keys) { $all[$key] = $Set[$key] }
            { New-KsefIdentity @all -ErrorAction Stop } | Should -Throw
            Get-Text | Should -BeExactly $before
        }

        It 'refuses a name that is taken' {
            New-KsefIdentity seal 6> $null | Out-Null
            New-KsefIdentity SEAL -Pesel $pesel -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityExists,*'
            (Get-KsefIdentity).Kind | Should -Be seal
        }

        It 'shows no more of a PESEL than its end, and writes nothing, under -WhatIf' {
            $said = Get-WhatIf "New-KsefIdentity anna -Pesel $pesel -WhatIf"
            $said | Should -Match '\*{7}1359'
            $said | Should -Not -Match $pesel
            Get-KsefIdentity | Should -BeNullOrEmpty
        }

        It 'loses nothing where two processes add identities' {
            $writers = foreach ($side in 'a', 'b') {
                Start-TestShell @"
Import-Module '$env:KSEFTOOLS_TEST_MODULE'
`$env:KSEF_OFFICE = '$env:KSEF_OFFICE'
1..15 | ForEach-Object { New-KsefIdentity "$side`$_" -ErrorAction Stop 6> `$null | Out-Null }
"@
            }
            $writers | ForEach-Object { $_.WaitForExit(); $_.ExitCode | Should -Be 0 }
            (Get-KsefIdentity).Count | Should -Be 30
        }
    }

    Context 'Set-KsefIdentity' {
        BeforeEach { New-KsefIdentity seal 6> $null | Out-Null }

        It 'changes what is named: old → new' {
            $change = 'Set-KsefIdentity seal -SecretName ksef-office-seal'
            Get-WhatIf "$change -WhatIf" | Should -Match '- → ksef-office-seal'
            (Set-KsefIdentity seal -SecretName ksef-office-seal -PassThru).SecretName | Should -Be ksef-office-seal
            Get-WhatIf "$change -WhatIf" | Should -BeNullOrEmpty
            (Set-KsefIdentity seal -SecretName $null -PassThru).SecretName | Should -BeNullOrEmpty
        }

        It 'makes a person of a seal that has no certificate' {
            (Set-KsefIdentity seal -Pesel $pesel -PassThru).Kind | Should -Be person
        }

        It 'keeps a certificate with the one it belongs to' {
            Set-KsefIdentity seal -SecretName ksef-office-seal
            Set-KsefIdentity seal -Pesel $pesel -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityExists,*'
            (Get-KsefIdentity seal).Kind | Should -Be seal
        }

        It 'names the identities there are, where one is not found' {
            Set-KsefIdentity sael -Vault X -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityNotFound,*'
            "$failure" | Should -Match 'seal\b'
        }
    }

    Context 'Remove-KsefIdentity' {
        It 'takes it out of the file, and says that its certificate stays' {
            New-KsefIdentity seal -SecretName ksef-office-seal | Out-Null
            $before = Get-Text
            { Remove-KsefIdentity seal -ErrorAction Stop } | Should -Throw -Because 'it asks'
            Get-Text | Should -BeExactly $before
            Get-KsefIdentity | Remove-KsefIdentity -Confirm:$false 3>&1 | Should -Match 'ksef-office-seal'
            Get-KsefIdentity | Should -BeNullOrEmpty
            Get-Problem | Should -BeNullOrEmpty
        }

        It 'leaves one that serves clients' {
            New-KsefIdentity seal -SecretName ksef-office-seal | Out-Null
            $file = (New-KsefProfile 1111111111 'Kłos').Path
            Add-Content -LiteralPath $file "access:`n  - identity: seal"
            (Get-KsefIdentity).Clients | Should -Be 1
            Remove-KsefIdentity seal -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityInUse,*'
            "$failure" | Should -Match 'Kłos'
            (Get-KsefIdentity).Identity | Should -Be seal
        }
    }

    It 'are completed: <Line>' -ForEach @(
        @{ Line = 'Get-KsefIdentity s' }
        @{ Line = 'Set-KsefIdentity s' }
        @{ Line = 'Remove-KsefIdentity s' }
    ) {
        New-KsefIdentity seal 6> $null | Out-Null
        (TabExpansion2 $Line $Line.Length).CompletionMatches[0].CompletionText | Should -Be seal
    }
}
