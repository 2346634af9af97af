Describe 'A SecretStore that is damaged, moved or another account''s' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $standIn = Test-StandIn
        if ($standIn) { return }
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        $nips = New-TestNip 3
        New-TestClient $nips
        foreach ($nip in $nips) {
            Set-KsefCredential $nip -Token (New-TestToken $nip | ConvertTo-TestSecret) -WarningAction Ignore
        }
        # Each damage to a copy of the home, seen by a process of its own; nothing is asked of KSeF.
        $audit = {
            param($Damage)
            $copy = Join-Path ([IO.Path]::GetTempPath()) "ksef-$([guid]::NewGuid().ToString('N'))"
            Copy-Item -LiteralPath $HOME -Destination $copy -Recurse -Force
            $store = Join-Path $copy .secretmanagement localstore
            $registry = Join-Path $copy .secretmanagement secretvaultregistry vaultinfo
            & $Damage
            $script = "Import-Module '$env:KSEFTOOLS_TEST_MODULE'; `$ErrorActionPreference = 'Continue'
                `$r = @(Get-KsefCredential -OfficePath '$($office.OfficePath)' |
                    Test-KsefToken -WarningAction Ignore -InformationAction Ignore)
                `$r | Select-Object @{ n = 'Status'; e = { `"`$(`$_.Status)`" } },
                    @{ n = 'Code'; e = { `"`$(`$_.Findings[0].Code)`" } }, Summary, Remedy | ConvertTo-Json -Compress"
            $old = $env:HOME
            try {
                $env:HOME = if ($script:noHome) { $null } else { $copy }
                $text = Invoke-TestShell -Command $script
            }
            finally {
                $env:HOME = $old
                Remove-Item -LiteralPath $copy -Recurse -Force
            }
            $rows = @($text -join "`n" | ConvertFrom-Json)
            $rows.Count | Should -Be 3
            $rows.Status | Should -Be Unknown, Unknown, Unknown
            @($rows.Summary | Sort-Object -Unique).Count | Should -Be 1
            $rows[0]
        }
    }
    AfterAll { if (-not $standIn) { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force } }
    BeforeEach {
        if ($standIn) { Set-ItResult -Skipped -Because 'it is about SecretStore itself' }
        $script:noHome = $false
    }

    It 'is not unlocked, but restored, where <name>' -ForEach @(
        @{ name = 'its file is empty'; damage = {
                [IO.File]::WriteAllBytes((Join-Path $store storefile), [byte[]] @())
            }
        }
        @{ name = 'its file is cut short'; damage = {
                $bytes = [IO.File]::ReadAllBytes((Join-Path $store storefile))
                [IO.File]::WriteAllBytes((Join-Path $store storefile), $bytes[0..199])
            }
        }
        @{ name = 'a bit of it is another'; damage = {
                $bytes = [IO.File]::ReadAllBytes((Join-Path $store storefile))
                $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
                [IO.File]::WriteAllBytes((Join-Path $store storefile), $bytes)
            }
        }
        @{ name = 'its configuration is gone'; damage = { Remove-Item -LiteralPath (Join-Path $store storeconfig) } }
        @{ name = 'its configuration is damaged'; damage = { Set-Content (Join-Path $store storeconfig) garbage } }
        @{ name = 'its file is gone'; damage = { Remove-Item -LiteralPath (Join-Path $store storefile) } }
        @{ name = 'its key is gone'; damage = { Remove-Item -LiteralPath (Join-Path $store storeaux) } }
    ) {
        $row = & $audit $damage
        $row.Code | Should -Be VaultFailed
        $row.Remedy | Should -Not -Match 'Unlock'
        $row.Remedy | Should -Match 'backup'
    }

    It 'is registered again where its module has moved' {
        $row = & $audit {
            $text = Get-Content -LiteralPath $registry -Raw
            $moved = $text -replace '/[Mm]odules/(Microsoft.PowerShell.SecretStore)', '/moved/$1'
            Set-Content -LiteralPath $registry $moved
        }
        $row.Code | Should -Be VaultFailed
        $row.Remedy | Should -Match '^Unregister-SecretVault'
    }

    It 'is told to be another account''s where the account has none' {
        $row = & $audit { Remove-Item -LiteralPath (Join-Path $copy .secretmanagement) -Recurse -Force }
        $row.Remedy | Should -Match '^Register-SecretVault'
        $row.Summary | Should -Match "runs as $([regex]::Escape([Environment]::UserName))"
    }

    It 'is told to be another account''s where everything in it is gone' {
        $row = & $audit { Remove-Item -LiteralPath (Join-Path $store storefile), (Join-Path $store storeaux) }
        $row.Code | Should -Be VaultFailed
        $row.Summary | Should -Match 'runs as'
    }

    It 'is told to have no home where no home is set' {
        $script:noHome = $true
        $row = & $audit { }
        $row.Code | Should -Be VaultFailed
        $row.Summary | Should -Match 'no home folder'
    }
}
