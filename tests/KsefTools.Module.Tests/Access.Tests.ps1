# Who has access where, the office's sessions, and an access token for other programs, in a real PowerShell.
Describe 'Access' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $said = New-Item -ItemType Directory (Join-Path $HOME access)

        # One whose token sees everything, one whose token sees itself, one that the office's seal serves, one broken.
        $manager, $reader, $served, $broken = $nips = New-TestNip 4
        New-TestClient $nips
        $canaries = foreach ($nip in $manager, $reader) {
            $rights = if ($nip -eq $manager) { 'InvoiceRead', 'CredentialsManage' } else { , 'InvoiceRead' }
            $token = New-TestSandboxToken $sandbox $nip $rights
            Set-KsefCredential $nip -Token ($token | ConvertTo-TestSecret) -GeneratedBy anna.nowak
            $token.Split('|')[2]
        }
        Set-KsefCredential $broken -Token (New-TestToken $broken | ConvertTo-TestSecret)
        Grant-TestOffice $sandbox $served InvoiceRead
        $clientFile = (Get-KsefProfile $served).Path
        Add-Content -LiteralPath $clientFile "access:`n  - kind: certificate`n    identity: seal"

        # A ghost, and somebody that the client let in.
        $ghost = (New-TestSandboxToken $sandbox $manager InvoiceRead).Split('|')[0]
        Invoke-TestSandbox $sandbox POST grants @{
            context = @{ type = 'Nip'; value = $manager }
            authorized = @{ type = 'Pesel'; value = '44051401359' }; permissions = @('InvoiceWrite')
        } | Out-Null
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    Context 'Get-KsefAccess' {
        BeforeAll {
            $rows = Get-KsefAccess -ErrorVariable failures -ErrorAction SilentlyContinue
        }

        It 'shows tokens, ours and ghosts, with their authors' {
            $tokens = $rows | Where-Object { $_.Kind -eq 'Token' -and $_.Nip -eq $manager }
            $tokens.Count | Should -Be 2
            $ours = $tokens | Where-Object IsOurs
            $ours.Reference | Should -Be (Get-KsefCredential $manager).Reference
            $ours.HolderName | Should -Be anna.nowak
            $ours.LastUsedOn | Should -Not -BeNullOrEmpty
            ($tokens | Where-Object IsOurs -EQ $false).Reference | Should -Be $ghost
        }

        It 'shows permissions of others, and whether they have effect' {
            $row = $rows | Where-Object { $_.Kind -eq 'Permission' -and $_.Holder -eq '44051401359' }
            "$($row.Nip) $($row.What) $($row.State) $($row.Source) $($row.IsOurs)" |
                Should -Be "$manager InvoiceWrite Active Direct False"
        }

        It 'shows the certificate that serves a client, with its end' {
            $row = $rows | Where-Object { $_.Kind -eq 'Certificate' -and $_.Nip -eq $served }
            $row.Identity | Should -Be seal
            $row.ValidTo | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
            $row.IsOurs | Should -BeTrue
        }

        It 'shows what the sessions have open' {
            ($rows | Where-Object { $_.Kind -eq 'Session' -and $_.Nip -eq $reader }).What | Should -Contain Token
        }

        It 'costs nobody the others where one client cannot be asked' {
            $failures.Count | Should -Be 1
            "$failures" | Should -Match $broken
            # The office's own certificates stand at home.
            $clients = $rows.Nip | Where-Object { $_ -ne '5260001246' } | Sort-Object -Unique
            $clients | Should -Be ($manager, $reader, $served | Sort-Object)
        }

        It 'finds what <Holder> has' -ForEach @(
            @{ Holder = 'anna.nowak'; Kinds = @('Token') }
            @{ Holder = '4405*'; Kinds = @('Permission') }
            @{ Holder = 'seal'; Kinds = 'Certificate', 'Permission', 'Session' }
        ) {
            $found = Get-KsefAccess -Holder $Holder -ErrorAction Ignore
            ($found.Kind | Sort-Object -Unique | ForEach-Object { "$_" } | Sort-Object) | Should -Be $Kinds
        }

        It 'shows only what is not ours with -NotOurs' {
            $found = Get-KsefAccess $manager -NotOurs
            $found.IsOurs | Sort-Object -Unique | Should -BeFalse
            $found.Reference | Should -Contain $ghost
        }

        It 'hides a PESEL in the table, and keeps it in the object' {
            $found = Get-KsefAccess $manager -Holder 44051401359
            $found.Holder | Should -Be 44051401359
            $found | Format-Table | Out-String | Should -Not -Match 44051401359
        }
    }

    Context 'Sessions' {
        It 'are listed, and can be closed' {
            $open = @(Get-KsefSession $reader)
            $open.Count | Should -BeGreaterThan 0
            $open[0] | Close-KsefSession -WhatIf | Should -BeNullOrEmpty
            $closed = $open[0] | Close-KsefSession
            $closed.IsClosed | Should -BeTrue
            (Get-KsefSession $reader).Reference | Should -Not -Contain $closed.Reference
        }
    }

    Context 'Get-KsefAccessToken' {
        It 'gives a token that KSeF takes, with its end and context' {
            $access = Get-KsefAccessToken $reader
            $access.Context | Should -Match $reader
            $access.Permissions | Should -Be InvoiceRead
            ($access.ValidTo - [DateTimeOffset]::UtcNow).TotalMinutes | Should -BeGreaterThan 9.9
            $token = ConvertFrom-SecureString $access.Token -AsPlainText
            $answer = Invoke-RestMethod "$($access.Address)/limits/context" `
                -Headers @{ Authorization = "Bearer $token" }
            $answer | Should -Not -BeNullOrEmpty
        }

        It 'takes what is remembered while it lives long enough' {
            $one = (Get-KsefAccessToken $reader).Token | ConvertFrom-SecureString -AsPlainText
            $other = (Get-KsefAccessToken $reader).Token | ConvertFrom-SecureString -AsPlainText
            $one | Should -Be $other
        }

        It 'says why a client has none, and goes on' {
            $access = Get-KsefAccessToken $broken, $reader -ErrorVariable failure -ErrorAction SilentlyContinue
            $access.Nip | Should -Be $reader
            "$failure" | Should -Match $broken
        }
    }

    It 'tells no secret in any stream, export or file' {
        $jwt = (Get-KsefAccessToken $reader).Token | ConvertFrom-SecureString -AsPlainText
        $canaries += $jwt.Split('.')[2]
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$said'
Start-Transcript transcript.txt -IncludeInvocationHeader | Out-Null
`$VerbosePreference = `$DebugPreference = `$InformationPreference = `$WarningPreference = 'Continue'
`$ErrorActionPreference = 'Continue'
& {
    `$all = @{ Debug = `$true; Verbose = `$true; WarningAction = 'Continue' }
    `$results = [ordered] @{
        Access = Get-KsefAccess @all
        Sessions = Get-KsefSession @all
        Tokens = Get-KsefAccessToken $reader, $manager @all
        Closed = Get-KsefSession $manager | Close-KsefSession @all
    }
    `$results.GetEnumerator() | ForEach-Object {
        `$_.Value | ConvertTo-Json -Depth 10 | Set-Content "`$(`$_.Key).json"
        `$_.Value | Export-Csv "`$(`$_.Key).csv"
        `$_.Value | Format-List * -Force | Out-String -Width 4096 | Set-Content "`$(`$_.Key).txt"
    }
} *> streams.txt
Stop-Transcript | Out-Null
"@ *> (Join-Path $said process.txt)
        Get-Content (Join-Path $said Tokens.json) -Raw | Should -Match $reader
        $canaries.Count | Should -Be 3
        Get-ChildItem $said, $office.OfficePath -Recurse -File -Force | ForEach-Object {
            $text = Get-Content -LiteralPath $_ -Raw
            foreach ($canary in $canaries) { "$text".Contains($canary) | Should -BeFalse -Because $_.Name }
        }
    }
}
