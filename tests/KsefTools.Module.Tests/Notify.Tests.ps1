# Who is told what an audit found: scripts, an address that takes JSON, mail.
Describe 'Invoke-KsefAudit -Notify' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $env:KSEF_OFFICE = $office.OfficePath
        $nips = New-TestNip 6
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        Invoke-KsefAudit -Summary | Out-Null

        # Takes what is posted to it, and answers as it is told.
        $port = 20000 + $PID % 20000
        $listener = [System.Net.HttpListener]::new()
        while (-not $listener.IsListening) {
            $listener.Prefixes.Clear()
            $listener.Prefixes.Add("http://127.0.0.1:$((++$port))/")
            try { $listener.Start() } catch { Write-Verbose "$port is taken." }
        }
        $address = "http://127.0.0.1:$port/services/cafecafecafe"
        $posts = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $answer = [hashtable]::Synchronized(@{ Status = 200 })
        $server = Start-ThreadJob {
            param($Listener, $Posts, $Answer)
            do {
                $call = $Listener.GetContext()
                $Posts.Enqueue([System.IO.StreamReader]::new($call.Request.InputStream).ReadToEnd())
                $call.Response.StatusCode = $Answer.Status
                $call.Response.Close()
            } while ($call.Request.RawUrl -ne '/end')
        } -ArgumentList $listener, $posts, $answer

        function Switch-Token([string] $Nip) {
            $reference = (Get-KsefCredential $Nip | Get-KsefToken).Reference
            Invoke-TestSandbox $sandbox PATCH "tokens/$reference" @{ status = 'Revoked' } | Out-Null
        }
        function Get-Log { Get-Content -LiteralPath (Join-Path (Get-KsefAudit)[0].Path log.jsonl) -Raw }
    }
    AfterAll {
        # Who waits in GetContext does not always hear of Stop.
        Invoke-WebRequest "http://127.0.0.1:$port/end" -SkipHttpErrorCheck -NoProxy | Out-Null
        $server | Wait-Job | Remove-Job
        $listener.Close()
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        $env:KSEF_OFFICE = $null
    }

    It 'tells nobody where nothing changed' {
        $script:told = 0
        Invoke-KsefAudit -Summary -Notify { $script:told++ }, $address | Out-Null
        $told | Should -Be 0
        $posts.Count | Should -Be 0
    }

    It 'tells a script the summary and the changes, and an address the same as JSON' {
        Switch-Token $nips[0]
        $summary = Invoke-KsefAudit -Summary -Notify { $script:seen = $_, $args }, $address -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $summary.ExitCode | Should -Be 1
        $seen[0].RunId | Should -Be $summary.RunId
        $seen[1][1].Code | Should -Contain TokenRevoked
        $posts.Count | Should -Be 1
        $post = $null
        $posts.TryDequeue([ref] $post) | Should -BeTrue
        ($post | ConvertFrom-Json).changes.nip | Should -Be $nips[0]
        Get-Log | Should -Match 'notified'
    }

    It 'is not told what the vault holds, nor where folders are' {
        Switch-Token $nips[1]
        foreach ($shape in 'Plain', 'Slack', 'Teams') {
            Set-Secret webhook $address -Vault KsefVault
            Set-KsefProfile $nips[2] -Name "Client $shape"
            Remove-Item -LiteralPath (Join-Path $office.OfficePath audits) -Recurse
            Invoke-KsefAudit -Summary -Notify @{ AddressSecret = 'webhook'; Shape = $shape } -WarningVariable warnings |
                Out-Null
            $warnings | Should -BeNullOrEmpty
            $post = $null
            $posts.TryDequeue([ref] $post) | Should -BeTrue
            $post | Should -Not -Match 'cafecafe|-EC-|\|'
            $post.Contains($office.OfficePath) | Should -BeFalse
        }
    }

    It 'is not failed by a notifier, and says which was not told' {
        Switch-Token $nips[3]
        $answer.Status = 500
        $notifiers = { throw 'no' }, { Write-Error 'no' -ErrorAction Stop }, { break }, $address, @{ To = 'a@b.example'
            From = 'c@d.example'; Server = '127.0.0.1'; Port = 1 }, { $script:last = $_ }
        $summary = Invoke-KsefAudit -Summary -Notify $notifiers -WarningVariable warnings `
            -WarningAction SilentlyContinue
        $summary.ExitCode | Should -Be 1
        $warnings.Count | Should -Be 5
        $last.RunId | Should -Be $summary.RunId
        "$warnings" | Should -Not -Match cafecafe
        $log = Get-Log
        $log | Should -Match 'notNotified'
        $log | Should -Not -Match cafecafe
        $answer.Status = 200
    }

    It 'refuses what is no notifier before anything is audited' {
        $runs = (Get-KsefAudit).Count
        foreach ($wrong in 'http://sigma.example/cafecafe', 'secret:', @{ Adress = $address }, @{ To = 'a@b.example' },
            @{ To = 'nobody'; From = 'a@b.example'; Server = 'x' }, @{ Address = $address; Shape = 'Round' }, 5) {
            $failure = { Invoke-KsefAudit -Notify $wrong } | Should -Throw -ErrorId 'NotifierInvalid,*' -PassThru
            "$failure" | Should -Not -Match cafecafe
        }
        (Get-KsefAudit).Count | Should -Be $runs
    }

    It 'is passed on by audit.ps1, from a file, too' {
        Switch-Token $nips[4]
        $file = Join-Path $HOME notify.psd1
        Set-Content -LiteralPath $file "@{ Address = '$address'; Shape = 'Slack' }"
        $posts.Clear()
        $script = Join-Path $env:KSEFTOOLS_TEST_MODULE audit.ps1
        Invoke-TestShell -File $script -OfficePath $office.OfficePath -Notify "$address,$file" -Language pl *> $null
        $LASTEXITCODE | Should -Be 1
        $posts.Count | Should -Be 2
        ($posts.ToArray()[1] | ConvertFrom-Json).blocks[0].text.type | Should -Be plain_text
        $posts.ToArray()[1] | Should -Match 'Nowe'
    }
}
