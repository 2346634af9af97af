Describe 'Import-KsefCredential' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        Set-Location $HOME
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'refuses <What> with <Id>, naming it' -ForEach @(
        @{ What = 'a file that is not there'; File = 'none.csv'; Id = 'FileNotAccessible' }
        @{ What = 'a folder without certificates'; File = 'folder.csv'; Id = 'SpreadsheetUnreadable'
            Make = { New-Item -ItemType Directory folder.csv } }
        @{ What = 'an empty file'; File = 'empty.csv'; Id = 'SpreadsheetUnreadable'; Make = { New-Item empty.csv } }
        @{ What = 'a damaged workbook'; File = 'tokens.xlsx'; Id = 'SpreadsheetUnreadable'
            Make = { Set-Content tokens.xlsx "PK$([char] 3)$([char] 4)" } }
        @{ What = 'another file'; File = 'other.csv'; Id = 'SpreadsheetUnreadable'
            Make = { Set-Content other.csv 'a;b', '1;2' } }
    ) {
        if ($Make) { & $Make | Out-Null }
        { Import-KsefCredential $File } | Should -Throw -ErrorId "$Id,*" -ExpectedMessage "*$File*"
    }

    It 'says so when there is nothing to import' {
        Set-Content header.csv 'NIP;Nazwa;Token'
        Import-KsefCredential header.csv -WarningVariable warning -WarningAction Ignore | Should -BeNullOrEmpty
        "$warning" | Should -BeLike '*header.csv*'
    }

    It 'leaves the former vault and files byte for byte as they were under -WhatIf' {
        $nip = New-TestNip
        Set-Content tokens.csv 'NIP;Nazwa;Token', "$nip;Alfa;$(New-TestToken $nip)"
        $before = Get-ChildItem $office.OfficePath -Recurse -Force -File | Get-FileHash
        (Import-KsefCredential tokens.csv -WhatIf).Outcome | Should -Be Planned
        $after = Get-ChildItem $office.OfficePath -Recurse -Force -File | Get-FileHash
        Compare-Object $before $after -Property Path, Hash | Should -BeNullOrEmpty
        Get-SecretInfo -Vault KsefVault | Should -BeNullOrEmpty
    }

    Context 'with several files' {
        BeforeAll {
            New-Item -ItemType Directory many | Out-Null
            foreach ($name in 'a.csv', 'b.csv', 'c [1].csv') {
                $nip = New-TestNip
                Set-Content -LiteralPath "many/$name" 'NIP;Token', "$nip;$(New-TestToken $nip)",
                    "1;$(New-TestToken $nip)"
            }
        }

        It 'takes those that Get-ChildItem gives' {
            $results = Get-ChildItem many/*.csv | Import-KsefCredential -WhatIf -WarningAction Ignore
            $results.Where({ $_.Outcome -eq 'Refused' }).File | Split-Path -Leaf |
                Should -Be 'a.csv', 'b.csv', 'c [1].csv'
        }

        It 'resolves wildcards' {
            (Import-KsefCredential many/?.csv -WhatIf -WarningAction Ignore).File | Split-Path -Leaf |
                Sort-Object -Unique |
                Should -Be 'a.csv', 'b.csv'
        }

        It 'takes a name with brackets as it is, by <_>' -ForEach 'Path', 'LiteralPath' {
            $file = @{ $_ = 'many/c [1].csv' }
            (Import-KsefCredential @file -WhatIf -WarningAction Ignore).Outcome | Should -Be Planned, Refused
        }

        It 'goes on after one that cannot be read' {
            Set-Content many/none.csv 'a;b'
            $results = Get-ChildItem many/*.csv |
                Import-KsefCredential -WhatIf -WarningAction Ignore -ErrorVariable failed -ErrorAction SilentlyContinue
            Remove-Item many/none.csv
            $results.Count | Should -Be 6
            $failed.FullyQualifiedErrorId | Should -BeLike 'SpreadsheetUnreadable,*'
        }

        It 'names the file in the table and in the warning' {
            $text = Import-KsefCredential many/a.csv -WhatIf -WarningVariable warning -WarningAction Ignore | Out-String
            $text | Should -Match 'a\.csv'
            "$warning" | Should -BeLike '*a.csv*'
        }

        It 'says so where a pattern matches nothing' {
            { Import-KsefCredential many/*.txt } | Should -Throw -ErrorId 'FileNotAccessible,*'
        }
    }

    It 'takes an encoding at its word' {
        $nip = New-TestNip
        $cp1250 = [System.Text.CodePagesEncodingProvider]::Instance.GetEncoding(1250)
        [System.IO.File]::WriteAllText("$PWD/doubt.csv", "NIP;Nazwa;Token`n$nip;Bäcker;$(New-TestToken $nip)`n",
            $cp1250)
        { Import-KsefCredential doubt.csv -WhatIf } | Should -Throw '*-Encoding*'
        (Import-KsefCredential doubt.csv -WhatIf -Encoding windows-1250).Name | Should -Be 'Bäcker'
    }

    It 'says how sure each row is, and why, before anything is stored' {
        $sure, $likely, $refused = New-TestNip 6 | Select-Object -Last 3
        Set-Content preview.csv 'NIP;Nazwa;Token', "$sure;Alfa;$(New-TestToken $sure)",
            "$likely;Beta;$((New-TestToken $likely) -replace '\|nip-\d+')", "$refused;Gamma;$(New-TestToken $sure)"
        $results = Import-KsefCredential preview.csv -WhatIf -WarningAction Ignore
        $results.Certainty | Should -Be Sure, Likely, Refused
        $results[0].Reason | Should -BeNullOrEmpty
        $results[1].Reason | Should -BeLike '*names nobody*'
        $results | Out-String | Should -Match 'Likely'
    }

    It 'says old and new of a newer file' {
        $nip = New-TestNip 7 | Select-Object -Last 1
        $old, $new = 1..2 | ForEach-Object { New-TestToken $nip }
        Set-Content older.csv 'NIP;Nazwa;Token', "$nip;Alfa;$old"
        Set-Content newer.csv 'NIP;Nazwa;Token', "$nip;Alfa;$new"
        Import-KsefCredential older.csv 6> $null | Out-Null
        $result = Import-KsefCredential newer.csv -Force -WhatIf
        $result.Outcome | Should -Be Planned
        "$($result.Changes)" | Should -Be "token: $($old.Substring(0, 36)) → $($new.Substring(0, 36))"
    }

    Context 'when it is taken back' {
        BeforeAll {
            $other = New-TestOffice -Environment test
            $kept, $gone = New-TestNip 9 | Select-Object -Last 2
            Set-Content undo.csv 'NIP;Nazwa;Token', "$kept;Alfa;$(New-TestToken $kept)",
                "$gone;Beta;$(New-TestToken $gone)"
            Import-KsefCredential undo.csv 6> $null | Out-Null
            $secret = (Get-KsefCredential $gone).SecretName
            Set-KsefProfile $kept -Contact 'a@b.example'
        }
        AfterAll {
            $env:KSEF_OFFICE = $office.OfficePath
            Remove-Item -LiteralPath $other.OfficePath -Recurse -Force
        }

        It 'says under -WhatIf what would go and what stays' {
            (Import-KsefCredential -Undo -WhatIf).Outcome | Should -Be Kept, Planned
            (Get-KsefProfile $gone).Nip | Should -Be $gone
        }

        It 'names the vault that is not there, as every command does, and changes nothing' {
            $vault = Get-SecretVault KsefVault
            Unregister-SecretVault KsefVault
            try {
                { Import-KsefCredential -Undo -Confirm:$false } |
                    Should -Throw '*KsefVault*' -ErrorId 'VaultNotRegistered,*'
            }
            finally { Register-SecretVault KsefVault -ModuleName $vault.ModuleName }
            (Get-KsefProfile $gone).Nip | Should -Be $gone
        }

        It 'asks first, and does nothing where nobody answers' {
            { Import-KsefCredential -Undo } | Should -Throw
            (Get-KsefProfile $gone).Nip | Should -Be $gone
        }

        It 'takes file and token away, and leaves what was changed since' {
            $results = Import-KsefCredential -Undo -Confirm:$false 6> $null
            $results.Outcome | Should -Be Kept, Undone
            $results[0].Reason | Should -BeLike '*changed since*'
            (Get-KsefProfile).Nip | Should -Be $kept
            (Get-SecretInfo -Vault KsefVault).Name | Should -Not -Contain $secret
            Test-KsefOffice | Where-Object Code -EQ SecretOrphan | Should -BeNullOrEmpty
        }

        It 'says so where no import is left' {
            Import-KsefCredential -Undo -WarningVariable warning -WarningAction Ignore | Should -BeNullOrEmpty
            "$warning" | Should -BeLike '*no import*'
        }
    }

    Context 'with a row that it refuses' {
        BeforeAll {
            $good, $bad = New-TestNip 3 | Select-Object -Last 2
            Set-Content refused.csv 'NIP;Token', "$good;$(New-TestToken $good)", "$bad;$(New-TestToken $good)"
        }

        It 'warns of it under -WhatIf' {
            Import-KsefCredential refused.csv -WhatIf -WarningVariable warning -WarningAction Ignore | Out-Null
            "$warning" | Should -Match '\b3\b'
        }

        It 'tells nobody to destroy the file' {
            Import-KsefCredential refused.csv -WarningVariable warning -WarningAction Ignore `
                -InformationVariable said 6> $null |
                Out-Null
            "$warning" | Should -Match '\b3\b'
            "$said" | Should -Not -Match 'shred|Remove-Item'
        }

        It 'warns of it in a run that has nothing else to do' {
            Import-KsefCredential refused.csv -WarningVariable warning -WarningAction Ignore | Out-Null
            "$warning" | Should -Match '\b3\b'
        }
    }
}
