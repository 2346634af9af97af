# The first hour of issue 2, as a person types it: from the spreadsheet to a verdict for every client.
Describe 'The first hour' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $folder = New-Item -ItemType Directory (Join-Path $HOME desk)
        New-TestSeed $folder
        $truth = Get-Content -LiteralPath (Join-Path $folder truth.json) -Raw | ConvertFrom-Json
        $sandbox = Start-TestSandbox (Join-Path $folder world.json)
        Set-Location $folder

        # All that a person sees is kept, to be searched for secrets at the end.
        $transcript = Join-Path $HOME transcript.txt
        Start-Transcript -LiteralPath $transcript | Out-Null
        $said = [System.Collections.Generic.List[object]]::new()
        $VerbosePreference = $DebugPreference = 'Continue'
    }
    AfterAll {
        Set-Location $HOME
        Stop-TestSandbox $sandbox
    }

    It 'registers a vault and lays out an office that the session then knows' {
        Initialize-TestVault
        Initialize-KsefOffice ./office -Nip 5260001246 -Name 'Biuro Rachunkowe Sigma' -Vault KsefVault `
            -Environment $sandbox.Address -OtherEnvironment $sandbox.TestAddress *>&1 |
            ForEach-Object { $said.Add($_) }
        $env:KSEF_OFFICE | Should -Be (Join-Path $folder office)
        Get-KsefProfile | Should -BeNullOrEmpty
    }

    It 'shows with -WhatIf what an import would do to each row, and does nothing' {
        $plan = Import-KsefCredential ./tokens.csv -WhatIf
        $said.AddRange($plan)
        $plan.Count | Should -Be $truth.rows.Count
        $plan.Outcome | Should -Not -Contain Imported
        ($plan | Out-String) -match '\bImported\b' | Should -BeFalse
        @($plan | Where-Object Outcome -EQ Planned).Count |
            Should -Be @($truth.rows | Where-Object outcome -EQ Imported).Count
        Get-KsefProfile | Should -BeNullOrEmpty
        Get-SecretInfo -Vault KsefVault | Should -BeNullOrEmpty
    }

    It 'imports the rows that can be trusted, and says of each what became of it' {
        $output = Import-KsefCredential ./tokens.csv *>&1
        $said.AddRange($output)
        $results = $output | Where-Object { $_ -is [KsefTools.KsefImportResult] }
        $results.Count | Should -Be $truth.rows.Count
        foreach ($row in $truth.rows) {
            ($results | Where-Object Row -EQ $row.row).Outcome | Should -Be $row.outcome -Because "of row $($row.row)"
        }
        "$output" | Should -Match 'Keep .*are not in the vault' -Because 'what was refused is nowhere else'
    }

    It 'changes nothing when it is run again' {
        $results = Import-KsefCredential ./tokens.csv 3> $null 6> $null
        $results.Outcome | Should -Not -Contain 'Imported'
        $results.Outcome | Should -Not -Contain 'Failed'
    }

    It 'gives one verdict for every client, and the right one' {
        $results = Get-KsefCredential | Test-KsefToken
        $said.AddRange($results)
        $said.Add(($results | Sort-Object Status | Format-Table | Out-String))
        $said.Add(($results | Format-List | Out-String))
        $expected = $truth.clients | Where-Object hasProfile
        $results.Count | Should -Be $expected.Count
        foreach ($client in $expected) {
            $result = $results | Where-Object Nip -EQ $client.nip
            # That all tokens end one day is no part of the truth about one of them.
            $codes = $result.Findings.Code | Where-Object { $_ -ne 'TokenEndsByLaw' } | Sort-Object { "$_" }
            "$($result.Status): $($codes -join ', ')" |
                Should -Be "$($client.status): $(($client.findings | Sort-Object) -join ', ')" `
                    -Because "of $($client.nip), $($client.case)"
        }
    }

    It 'keeps within the limits of KSeF' {
        (Invoke-TestSandbox $sandbox GET counters).tooManyRequests | Should -Be 0
    }

    It 'signs in no second time while the session lives' {
        $result = Get-KsefCredential -Status Healthy | Select-Object -First 1 | Test-KsefToken
        $result.SignIn | Should -Be Live
    }

    It 'uses what another process has left of the session in the vault' {
        $nip = (Get-KsefCredential -Status Healthy | Select-Object -First 1).Nip
        Invoke-TestProcess "(Test-KsefToken $nip -OfficePath '$env:KSEF_OFFICE').SignIn" | Should -Be Live
    }

    It 'replaces a dead token, which is healthy then' {
        $nip = ($truth.clients | Where-Object case -EQ Revoked).nip
        $token = New-TestSandboxToken $sandbox $nip
        function Read-Host { param([switch] $AsSecureString) if ($AsSecureString) { ConvertTo-TestSecret $token } }
        Set-KsefCredential -Nip $nip -Token (Read-Host -AsSecureString) *>&1 | ForEach-Object { $said.Add($_) }
        $result = Get-KsefProfile $nip | Get-KsefCredential | Test-KsefToken
        $result.Findings.Code | Should -Not -Contain 'TokenRevoked'
        $result.SignIn | Should -Be Cold
        $result.Reference | Should -Be ($token -split '\|')[0]
    }

    It 'exports what is critical among the tagged' {
        Get-KsefProfile | Set-KsefProfile -AddTag vat-monthly
        Get-KsefProfile -Tag vat-* | Get-KsefCredential | Test-KsefToken | Where-Object Status -eq Critical |
            Export-Csv critical.csv
        $rows = Import-Csv critical.csv
        $rows.Count | Should -BeGreaterThan 3
        $rows.Findings | Should -Not -Match 'KsefTools|Collections' -Because 'a list must export as its items'
    }

    It 'lists the tokens of a client, with the secret of ours that each is' {
        $nip = (Get-KsefCredential -Status Healthy | Select-Object -First 1).Nip
        $tokens = Get-KsefToken $nip
        $said.AddRange(@($tokens))
        $tokens.Where({ $_.SecretName }).SecretName | Should -Be (Get-KsefCredential $nip).SecretName
    }

    It 'shows no secret anywhere: streams, objects, transcript, files' {
        Stop-Transcript | Out-Null
        $secrets = (Get-Content -LiteralPath tokens.csv -Raw |
            Select-String '\|(?<secret>[0-9a-f]{64})' -AllMatches).Matches |
            ForEach-Object { $_.Groups['secret'].Value }
        $secrets.Count | Should -BeGreaterThan 50
        $objects = ConvertTo-Json $said -Depth 6 -WarningAction Ignore
        $text = $said | Format-List * -Force | Out-String -Width 4000
        $files = @($transcript, 'critical.csv') + (Get-ChildItem office -Recurse -File -Force).FullName
        $everything = $objects + $text + ($Error | Format-List * -Force | Out-String -Width 4000) +
            ($files | ForEach-Object { Get-Content -LiteralPath $_ -Raw })
        $secrets | Where-Object { $everything.Contains($_) } | Should -BeNullOrEmpty
    }
}
