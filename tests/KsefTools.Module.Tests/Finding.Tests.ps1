# What a code means, at the prompt; and what an audit says at its end.
Describe 'Get-KsefFinding' {
    BeforeAll { Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1) }

    It 'explains a finding' {
        $found = Get-KsefFinding TokenRevoked
        "$($found.Kind) $($found.Severity)" | Should -Be 'Finding Critical'
        $found.When | Should -Match 'revoked'
        $found.WhatToDo | Should -Not -BeNullOrEmpty
        $found.WhatToDo | Should -Not -Match '`|\]\(' -Because 'a terminal shows no markdown'
    }

    It 'explains every code of an audit and of Test-KsefOffice' {
        Get-KsefEnvironment | Out-Null
        $all = Get-KsefFinding
        foreach ($code in [enum]::GetNames([KsefTools.FindingCode])) {
            $all.Where({ $_.Kind -eq 'Finding' -and $_.Code -eq $code }) | Should -HaveCount 1 -Because $code
        }
        foreach ($code in [enum]::GetNames([KsefTools.OfficeIssueCode])) {
            $all.Where({ $_.Code -eq $code }) | Should -Not -BeNullOrEmpty -Because $code
        }
    }

    It 'explains the same codes in Polish' {
        $polish = Invoke-TestProcess ("[cultureinfo]::CurrentUICulture = 'pl-PL'; Get-KsefFinding | " +
            'ForEach-Object { "$($_.Kind) $($_.Code) $($_.Severity)" }; (Get-KsefFinding TokenRevoked).When')
        $english = Get-KsefFinding | ForEach-Object { "$($_.Kind) $($_.Code) $($_.Severity)" }
        $polish | Select-Object -SkipLast 1 | Sort-Object | Should -Be ($english | Sort-Object)
        $polish[-1] | Should -Match 'unieważniono'
    }

    It 'explains an error that was met' {
        try { Get-KsefProfile -OfficePath (Join-Path $HOME nowhere) } catch { $met = $_ }
        ($met | Get-KsefFinding).Code | Should -Be OfficeNotFound
        (Get-KsefFinding $met.FullyQualifiedErrorId).Kind | Should -Be Error
    }

    It 'explains once what comes often, from objects as well' {
        $many = 1..3 | ForEach-Object { [pscustomobject] @{ Findings = 'TokenRevoked', 'Unused' } }
        ($many | Get-KsefFinding).Code | Should -Be TokenRevoked, Unused
        @() | Get-KsefFinding | Should -BeNullOrEmpty
    }

    It 'explains what a result of the module says, and a cell of an exported one' {
        $finding = [KsefTools.KsefFinding]::new('TokenRevoked', 'Critical', 'Revoked.', $null)
        $result = [KsefTools.KsefTokenTestResult] @{ Nip = '1111111111'; Name = 'Client'; Findings = @($finding) }
        ($result | Get-KsefFinding).Code | Should -Be TokenRevoked
        ($finding | Get-KsefFinding).Code | Should -Be TokenRevoked
        (Get-KsefFinding 'TokenRevoked, Unused').Code | Should -Be TokenRevoked, Unused
    }

    It 'names the nearest code where there is none' {
        Get-KsefFinding TokenRevokd -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'CodeUnknown,*'
        "$failure" | Should -Match 'TokenRevoked'
    }

    It 'is completed' {
        (TabExpansion2 'Get-KsefFinding tokenr' 22).CompletionMatches[0].CompletionText | Should -Be TokenRevoked
    }
}

Describe 'The closing line' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $clients = New-TestNip 3
        $rows = foreach ($nip in $clients) { "$nip,Client $nip,$(New-TestSandboxToken $sandbox $nip)" }
        $sheet = Join-Path $HOME 'closing.csv'
        Set-Content -LiteralPath $sheet ('NIP,Nazwa,Token', $rows, '123,Bad,x')
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'of an import counts its rows, as a plan and as done' {
        Import-KsefCredential $sheet -WhatIf -InformationVariable said 3> $null 6> $null | Out-Null
        "$said" | Should -Match 'Plan for 4 rows: 3 imported, 1 refused'
        Import-KsefCredential $sheet -InformationVariable said 3> $null 6> $null | Out-Null
        "$said" | Should -Match '^4 rows: 3 imported, 1 refused'
        "$said" | Should -Match 'Get-KsefCredential \| Test-KsefToken'
        Import-KsefCredential $sheet -InformationVariable said 3> $null 6> $null | Out-Null
        "$said" | Should -Match '^4 rows: 3 unchanged, 1 refused'
    }

    It 'of an audit counts, says what is new, and what to type' {
        $results = Get-KsefCredential | Test-KsefToken -InformationVariable said 6> $null
        $results | Should -HaveCount 3
        $results | Should -BeOfType KsefTools.KsefTokenTestResult
        "$said" | Should -Match '^3 credentials: 3 healthy'
        "$said" | Should -Not -Match 'New since'

        $stranger = New-TestToken $results[0].Nip | ConvertTo-TestSecret
        Set-KsefCredential $results[0].Nip -Token $stranger 3> $null
        Get-KsefCredential | Test-KsefToken -InformationVariable said 6> $null | Out-Null
        "$said" | Should -Match "New since the last audit: $($results[0].Nip)"
        "$said" | Should -Match "Get-KsefFinding 'TokenUnknown'"
    }

    It 'is not said under -InformationAction Ignore, nor of a single client' {
        @(Get-KsefCredential | Test-KsefToken -InformationAction Ignore 6>&1) | Should -HaveCount 3
        @(Get-KsefCredential $clients[1] | Test-KsefToken 6>&1) | Should -HaveCount 1
    }
}
