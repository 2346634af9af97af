# Any call of KSeF for each client, in a real PowerShell.
Describe 'Invoke-KsefRequest' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $answers = New-Item -ItemType Directory (Join-Path $HOME answers)
        $first, $second, $broken = $nips = New-TestNip 3
        New-TestClient $nips
        $canaries = foreach ($nip in $first, $second) {
            $token = New-TestSandboxToken $sandbox $nip InvoiceRead, CredentialsRead
            Set-KsefCredential $nip -Token ($token | ConvertTo-TestSecret)
            $token.Split('|')[2]
        }
        Set-KsefCredential $broken -Token (New-TestToken $broken | ConvertTo-TestSecret)
        function Get-Count { (Invoke-TestSandbox $sandbox GET counters | ConvertTo-Json -Depth 9 -Compress) }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'gives each client one answer, or one error' {
        $given = Get-KsefProfile |
            Invoke-KsefRequest -Path /limits/context -ErrorVariable failures -ErrorAction SilentlyContinue
        ($given.Nip | Sort-Object) | Should -Be ($first, $second | Sort-Object)
        $given[0].Content.onlineSession.maxInvoices | Should -BeGreaterThan 0
        $given[0].StatusCode | Should -Be 200
        @($failures | Where-Object { "$_" -match $broken }).Count | Should -Be 1
        $given | Format-Table | Out-String | Should -Match "$first +Client"
    }

    It 'asks a client once, however many of its credentials are piped in' {
        @(Get-KsefCredential $first, $first | Invoke-KsefRequest -Path /limits/context).Count | Should -Be 1
    }

    It 'makes the path of each input by a script block' {
        $listed = Get-KsefCredential $first, $second
        $given = $listed | Invoke-KsefRequest -Path { "/tokens/$($_.Reference)" }
        ($given.Content.referenceNumber | Sort-Object) | Should -Be ($listed.Reference | Sort-Object)
    }

    It 'reads one page, and all' {
        1..11 | ForEach-Object { New-TestSandboxToken $sandbox $first InvoiceRead | Out-Null }
        $page = Invoke-KsefRequest $first /tokens -Query @{ pageSize = 10; status = 'Active', 'Pending' }
        "$($page.Items.Count) $($page.HasMore)" | Should -Be '10 True'
        $all = Invoke-KsefRequest $first /tokens -Query @{ pageSize = 10 } -All
        "$($all.Items.Count) $($all.HasMore) $($all.Pages)" | Should -Be '12 False 2'
        $all.Items.status | Sort-Object -Unique | Should -Be Active
    }

    It 'takes a filter as an object, and does not ask for what changes nothing' {
        Invoke-TestSandbox $sandbox POST grants @{
            context = @{ type = 'Nip'; value = $first }
            authorized = @{ type = 'Pesel'; value = '44051401359' }; permissions = @('InvoiceWrite')
        } | Out-Null
        $call = @{ Nip = $first; Path = '/permissions/query/persons/grants'; Method = 'Post' }
        $given = Invoke-KsefRequest @call -Body @{ queryType = 'PermissionsInCurrentContext' } -All
        $given.Items.permissionScope | Should -Contain InvoiceWrite
        Invoke-KsefRequest @call -Body '{"queryType":"PermissionsInCurrentContext"}' -WhatIf | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf, nor where nobody can be asked' {
        $ghost = (New-TestSandboxToken $sandbox $first InvoiceRead).Split('|')[0]
        Invoke-KsefRequest $first "/tokens/$ghost" -Method Delete -WhatIf | Should -BeNullOrEmpty
        (Invoke-KsefRequest $first "/tokens/$ghost").Content.status | Should -Be Active
        { Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Invoke-KsefRequest $first /tokens/$ghost -Method Delete
"@ 2>$null } | Should -Not -Throw
        (Invoke-KsefRequest $first "/tokens/$ghost").Content.status | Should -Be Active
    }

    It 'refuses before anything is sent: <_>' -ForEach @(
        '/tokens/..', 'https://example.com/tokens', '/auth/token/redeem', '/nothing', '/tokens?colour=red'
    ) {
        $before = Get-Count
        $failure = { Invoke-KsefRequest $first $_ -ErrorAction Stop } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'RequestUnknown,*'
        Get-Count | Should -Be $before
    }

    It 'keeps answers as they came, a file each' {
        $given = Invoke-KsefRequest $first, $second /limits/context -OutFile $answers
        $given.OutFile | Should -HaveCount 2
        @($given.Content) -ne $null | Should -BeNullOrEmpty
        foreach ($file in $given.OutFile) {
            (Get-Content -LiteralPath $file -Raw | ConvertFrom-Json).onlineSession | Should -Not -BeNullOrEmpty
        }
        { Invoke-KsefRequest $first /limits/context -OutFile $answers -ErrorAction Stop } | Should -Throw '*-Force*'
        (Invoke-KsefRequest $first /limits/context -OutFile $answers -Force).OutFile | Should -Exist
        $failure = { Invoke-KsefRequest $first, $second /limits/context -OutFile (Join-Path $answers one.json) } |
            Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'RequestUnknown,*'
    }

    It 'comes back whole from a file' {
        $file = Join-Path $answers crossed.xml
        Invoke-KsefRequest $first /tokens | Export-Clixml $file
        $crossed = Import-Clixml $file
        $crossed | Should -BeOfType ([KsefTools.KsefResponse])
        $crossed.Items.status | Should -Contain Active
        $crossed.Content.tokens.referenceNumber | Should -Not -BeNullOrEmpty
    }

    It 'offers the paths of a method, without a network' {
        $line = 'Invoke-KsefRequest -Method Delete -Path /auth'
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText |
            Select-Object -First 2 | Should -Be '/auth/sessions/current', '/auth/sessions/{referenceNumber}'
    }

    It 'tells no secret in any stream, export or file' {
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$answers'
`$VerbosePreference = `$DebugPreference = `$InformationPreference = 'Continue'
& {
    `$given = Invoke-KsefRequest -Path /tokens -All -Debug -Verbose
    `$given | ConvertTo-Json -Depth 10 | Set-Content given.json
    `$given | Export-Csv given.csv
    `$given | Format-List * -Force | Out-String -Width 4096 | Set-Content given.txt
} *> streams.txt
"@ *> (Join-Path $answers process.txt)
        Get-Content (Join-Path $answers given.json) -Raw | Should -Match $first
        Get-ChildItem $answers, $office.OfficePath -Recurse -File -Force | ForEach-Object {
            $text = Get-Content -LiteralPath $_ -Raw
            foreach ($canary in $canaries) { "$text".Contains($canary) | Should -BeFalse -Because $_.Name }
        }
    }
}
