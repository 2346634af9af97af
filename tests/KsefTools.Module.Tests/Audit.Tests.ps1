# The audit of a whole office: its runs, and what changed between them.
Describe 'Invoke-KsefAudit' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $env:KSEF_OFFICE = $office.OfficePath
        $yaml = Join-Path $office.OfficePath office.yaml
        $page = "policy:`n  statusPage: $($sandbox.Root)/latarnia/status"
        Set-Content -LiteralPath $yaml -NoNewline ((Get-Content -LiteralPath $yaml -Raw) -replace '(?m)^policy:', $page)
        $nips = New-TestNip 4
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        Add-TestIdentity $sandbox $office
        Grant-TestOffice $sandbox $nips[0] InvoiceRead
        # A person who was let in nowhere cannot sign in.
        Invoke-TestSandbox $sandbox POST grants @{ context = @{ type = 'Nip'; value = '5260001246' }
            authorized = @{ type = 'Pesel'; value = '92092116350' }; permissions = @('InvoiceRead')
            kind = 'Person' } | Out-Null
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        $env:KSEF_OFFICE = $null
    }

    It 'tells of every client, the office''s certificates, grants and quotas' {
        $results = Invoke-KsefAudit
        ($results | Where-Object Area -eq Credential).Nip | Sort-Object | Should -Be ($nips | Sort-Object)
        ($results | Where-Object Area -eq Identity).Name | Sort-Object | Should -Be anna, seal
        ($results | Where-Object Area -eq Permission).Nip | Should -Be $nips[0]
        ($results | Where-Object Area -eq Quota).Count | Should -BeGreaterOrEqual 2
        ($results | Where-Object Status -ne Healthy) | Should -BeNullOrEmpty
        $Error.Count | Should -Be 0
    }

    It 'tells what clients granted though another environment does not let the seal in' {
        $file = (Get-KsefProfile $nips[0]).Path
        $kept = Get-Content -LiteralPath $file -Raw
        $seal = "`n  - kind: certificate`n    identity: seal`n"
        Set-Content -LiteralPath $file "environment: $($sandbox.TestAddress)`n$($kept.TrimEnd())$seal"
        $results = Invoke-KsefAudit | Where-Object Area -eq Permission
        Set-Content -LiteralPath $file $kept -NoNewline
        $results[0].Findings.Code | Should -Be PartFailed
        $results[1].Nip | Should -Be $nips[0]
    }

    It 'leaves a folder that only its owner reads, with results that are JSON' {
        $run = (Get-KsefAudit)[0]
        $run.Outcome | Should -Be Completed
        (Get-Content -LiteralPath (Join-Path $run.Path results.json) -Raw | ConvertFrom-Json).version | Should -Be 1
        foreach ($line in Get-Content -LiteralPath (Join-Path $run.Path log.jsonl)) {
            ($line | ConvertFrom-Json).run | Should -Be $run.RunId
        }
        if (-not $IsWindows) { (Get-Item -LiteralPath $run.Path).UnixMode | Should -Be 'drwx------' }
        (Get-KsefAudit $run.RunId -Results).Count | Should -BeGreaterThan 4
    }

    It 'gives one object with -Summary' {
        $summary = Invoke-KsefAudit -Summary
        $summary | Should -HaveCount 1
        $summary.ExitCode | Should -Be 0
        $summary.Clients | Should -Be 4
        $summary.New | Should -Be 0
    }

    It 'keeps as many runs as it is told' {
        $summary = Invoke-KsefAudit -Summary -Keep 2
        (Get-KsefAudit).Count | Should -Be 2
        (Get-KsefAudit)[0].RunId | Should -Be $summary.RunId
    }

    It 'names a run that is not there' {
        Get-KsefAudit 2020-01-01T0000Z -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -Be 'AuditRunNotFound,KsefTools.Cmdlets.Commands.GetKsefAuditCommand'
        { Compare-KsefAudit ../../etc } | Should -Throw -ErrorId 'AuditRunNotFound,*'
    }

    It 'finds a token that was revoked since, by Compare-KsefAudit -Now and by the next run' {
        $reference = (Get-KsefCredential $nips[1] | Get-KsefToken).Reference
        Invoke-TestSandbox $sandbox PATCH "tokens/$reference" @{ status = 'Revoked' } | Out-Null
        $runs = (Get-KsefAudit).Count
        $change = Compare-KsefAudit -Now
        @($change).Count | Should -Be 1
        $change.Change, $change.Code, $change.Nip | Should -Be New, TokenRevoked, $nips[1]
        (Get-KsefAudit).Count | Should -Be $runs
        $summary = Invoke-KsefAudit -Summary
        $summary.ExitCode, $summary.New | Should -Be 1, 1
        (Compare-KsefAudit).Remedy | Should -BeLike "Set-KsefCredential*$($nips[1])*"
    }

    It 'writes the report of the newest run in every form, and replaces nothing unasked' {
        $folder = New-Item -ItemType Directory (Join-Path $HOME report)
        $files = 'report.html', 'plan.csv', 'report.xlsx', 'report.json' | ForEach-Object { Join-Path $folder $_ }
        $written = Export-KsefReport $files -Language pl -PassThru
        $written.FullName | Should -Be $files
        Get-Content -LiteralPath $files[0] -Raw | Should -Match '<html lang="pl">'
        $plan = Import-Csv -LiteralPath $files[1] -Delimiter ';'
        ($plan | Where-Object Nip -eq $nips[1]).Finding | Should -Contain 'Token unieważniony'
        $plan[0].PSObject.Properties.Name | Should -Contain Until
        (Get-Content -LiteralPath $files[3] -Raw | ConvertFrom-Json).version | Should -Be 1
        if (-not $IsWindows) { (Get-Item -LiteralPath $files[0]).UnixMode | Should -Be '-rw-------' }
        Export-KsefReport $files[0] -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileNotAccessible,*'
        Export-KsefReport (Join-Path $folder report.doc) -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'ReportFormatUnknown,*'
    }

    It 'looks who has access where it is asked to, keeps it with the run, and shows it in every report' {
        Get-KsefAudit -Access -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'AuditRunNotFound,*'
        Export-KsefReport (Join-Path $HOME a.csv) -Access -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'AuditRunNotFound,*'
        $run = Invoke-KsefAudit -Access -Summary
        $file = Join-Path $run.Path access.json
        if (-not $IsWindows) { (Get-Item -LiteralPath $file).UnixMode | Should -Be '-rw-------' }
        $rows = Get-KsefAudit -Access
        # As Get-KsefAccess sees it, but for sessions, which each look may open.
        $key = { "$($_.Nip) $($_.Kind) $($_.Reference) $($_.What) $($_.Holder)" }
        ($rows | Where-Object Kind -ne Session | ForEach-Object $key | Sort-Object) |
            Should -Be (Get-KsefAccess 3> $null | Where-Object { $_.Kind -ne 'Session' -and $_.Nip -ne $nips[1] } |
                ForEach-Object $key | Sort-Object)
        $folder = New-Item -ItemType Directory (Join-Path $HOME access)
        $files = 'a.html', 'a.xlsx', 'a.json', 'a.csv' | ForEach-Object { Join-Path $folder $_ }
        Export-KsefReport $files -Language pl -Access
        (Get-Content -LiteralPath $files[2] -Raw | ConvertFrom-Json).access.rows.Count | Should -Be $rows.Count
        Import-Csv -LiteralPath $files[3] -Delimiter ';' | Where-Object Kind -eq Token |
            Where-Object Nip -eq $nips[0] | Should -Not -BeNullOrEmpty
        # The client whose token is revoked could not be looked at, and is not left out.
        (Import-Csv -LiteralPath $files[3] -Delimiter ';' | Where-Object Nip -eq $nips[1])[0].Kind |
            Should -BeNullOrEmpty
        $Error.Clear()
    }

    It 'says once that KSeF is away, and why' {
        Invoke-TestSandbox $sandbox POST faults @{ kind = 'Unavailable' } | Out-Null
        Invoke-TestSandbox $sandbox PATCH settings @{ lighthouse = 'Maintenance'
            lighthouseText = 'do 6:00' } | Out-Null
        $results = Invoke-KsefAudit
        $results.Status | Should -Not -Contain Critical
        @($results | Where-Object Area -eq Ksef).Count | Should -Be 1
        $run = (Get-KsefAudit)[0]
        $run.Outcome, $run.ExitCode | Should -Be KsefOutage, 5
        $run.Reason | Should -BeLike '*do 6:00*'
        $run.Gone | Should -Be 0
        Invoke-TestSandbox $sandbox DELETE faults | Out-Null
    }

    It 'says of a run that was killed that it was cut off' {
        Invoke-TestSandbox $sandbox POST faults @{ kind = 'NoAnswer' } | Out-Null
        $before = (Get-KsefAudit).RunId
        $process = Start-TestShell "Import-Module '$env:KSEFTOOLS_TEST_MODULE'; Invoke-KsefAudit"
        do {
            Start-Sleep -Milliseconds 100
            $run = Get-KsefAudit | Where-Object RunId -NotIn $before
        } until ($run.Outcome -eq 'Running' -or $process.HasExited)
        $run.Outcome | Should -Be Running
        $process.Kill()
        $process.WaitForExit()
        $run = Get-KsefAudit $run.RunId
        $run.Outcome, $run.ExitCode | Should -Be Interrupted, 2
        Invoke-TestSandbox $sandbox DELETE faults | Out-Null
    }
}
