# What a person is told while a command runs: who does not answer and why, what it waits for, each step.
Describe 'KSeF that lets a command wait' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nip = New-TestNip
        New-TestClient $nip
        Set-KsefCredential $nip -Token (New-TestSandboxToken $sandbox $nip | ConvertTo-TestSecret)

        # All streams of a command, in a shell of this process.
        function Watch-Command([string] $Script, [string] $Culture = 'en-US') {
            $shell = [powershell]::Create()
            $shell.AddScript("
                [cultureinfo]::CurrentUICulture = '$Culture'
                Import-Module '$env:KSEFTOOLS_TEST_MODULE'
                `$env:KSEF_OFFICE = '$($office.OfficePath)'
                $Script").Invoke() | Out-Null
            $streams = $shell.Streams
            [pscustomobject] @{
                Error = @($streams.Error); Warning = @($streams.Warning)
                Verbose = @($streams.Verbose); Progress = @($streams.Progress)
            }
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
        function Set-Fault([hashtable] $Rule) {
            Invoke-TestSandbox $sandbox DELETE faults | Out-Null
            if ($Rule) { Invoke-TestSandbox $sandbox POST faults $Rule | Out-Null }
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'names address and cause where nobody answers, in the finding and in the error: <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Cause = 'Connection refused' }
        @{ Culture = 'pl-PL'; Cause = 'połączenie odrzucone' }
    ) {
        Set-KsefProfile $nip -Environment http://127.0.0.1:9/v2 -Force
        $streams = Watch-Command "
            Test-KsefToken $nip -Fresh | ForEach-Object { Write-Warning `$_.Findings[0].Message }
            Get-KsefToken $nip" $Culture
        Set-KsefProfile $nip -Environment $sandbox.Address -Force
        "$($streams.Warning)" | Should -BeLike "*$Cause (127.0.0.1:9)*"
        "$($streams.Error)" | Should -BeLike "*$Cause (127.0.0.1:9)*"
    }

    It 'names the address of one that breaks the connection off' {
        Set-Fault @{ kind = 'Reset'; path = '/auth/*' }
        (Test-KsefToken $nip -Fresh).Findings[0].Message | Should -BeLike '*broken off (127.0.0.1:*'
    }

    It 'shows in the progress for how long KSeF asks to wait, and takes the bar away: <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Sentence = 'KSeF asks to wait 2 s' }
        @{ Culture = 'pl-PL'; Sentence = 'KSeF każe odczekać 2 s' }
    ) {
        Set-Fault @{ kind = 'TooManyRequests'; path = '/auth/challenge'; count = 1; retryAfterSeconds = 2 }
        $bars = @((Watch-Command "Test-KsefToken $nip -Fresh" $Culture).Progress.Where({ $_.ActivityId -eq 1 }))
        $bars[0].StatusDescription | Should -BeLike "*$Sentence*"
        $bars[0].SecondsRemaining | Should -Be 2
        $bars[-1].RecordType | Should -Be Completed
    }

    It 'says each step under -Verbose, and no secret' {
        Set-Fault
        $steps = (Watch-Command "Test-KsefToken $nip -Fresh -Verbose").Verbose.Message
        foreach ($step in 'POST /auth/challenge', 'POST /auth/ksef-token', 'POST /auth/token/redeem', 'GET /tokens') {
            $steps -match "^$([regex]::Escape($step)).*: 20\d, \d+ ms$" | Should -Not -BeNullOrEmpty
        }
        "$steps" | Should -Not -Match 'Bearer|eyJ|\|'
    }

    It 'says under -Verbose that it tries again' {
        Set-Fault @{ kind = 'ServerError'; path = '/auth/challenge'; count = 1 }
        $steps = (Watch-Command "Test-KsefToken $nip -Fresh -Verbose").Verbose.Message
        $steps -like '*next attempt follows in*' | Should -Not -BeNullOrEmpty
    }

    It 'says nothing of it otherwise' {
        Set-Fault
        $streams = Watch-Command "Test-KsefToken $nip -Fresh"
        $streams.Verbose | Should -BeNullOrEmpty
        $streams.Progress | Where-Object ActivityId -EQ 1 | Should -BeNullOrEmpty
    }
}
