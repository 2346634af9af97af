# The recipes of docs/running-it.md for schedulers: taken from there, and run as the scheduler does.
Describe 'The recipe' -Skip:$IsWindows {
    BeforeDiscovery { $hasSystemd = [bool] (Get-Command systemd-analyze -ErrorAction Ignore) }

    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $root = $PSScriptRoot
        while (-not (Test-Path (Join-Path $root KsefTools.sln))) { $root = Split-Path $root }
        $page = (Get-Content -LiteralPath (Join-Path $root docs running-it.md) -Raw) -replace '(?m)^    '

        # The office is where the recipes have it; pwsh and the module are where a scheduler finds them.
        $sandbox = Start-TestSandbox
        $made = New-TestOffice -Environment $sandbox.Address
        $null = New-Item -ItemType Directory (Join-Path $HOME ksef)
        $office = Join-Path $HOME ksef office
        Move-Item -LiteralPath $made.OfficePath $office
        $env:KSEF_OFFICE = $office
        $nips = New-TestNip 2
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        $shell = & (Get-Module TestOffice) { $powerShell }
        $programs = (New-Item -ItemType Directory (Join-Path $HOME programs)).FullName
        $program = Join-Path $programs pwsh
        "#!/bin/sh`nexec $(($shell | ForEach-Object { "'$_'" }) -join ' ') `"`$@`"" | Set-Content $program
        chmod 755 $program
        $kept = $env:PATH, $env:PSModulePath
        $env:PATH = "${programs}:$env:PATH"
        $env:PSModulePath = "$(Split-Path $env:KSEFTOOLS_TEST_MODULE):$env:PSModulePath"
        $report = Join-Path $HOME ksef report.html

        # What a build server runs as a script, between two of the page's lines.
        function Get-Step([string] $From, [string] $To) {
            $block = [regex]::Match($page, "(?ms)^$From`$(.*?)^$To").Groups[1].Value
            [regex]::Match($block, '(?s)(?:run|pwsh): \|\n(?<lines>(?: +\S[^\n]*\n)+)').Groups['lines'].Value
        }

        # GitHub and Azure: the lines in a file, what stops at an error before them.
        function Invoke-Step([string] $Lines) {
            $file = Join-Path $HOME step.ps1
            "`$ErrorActionPreference = 'stop'`n$Lines" | Set-Content $file
            & $program -NoProfile -NonInteractive -Command ". '$file'" *> (Join-Path $HOME said.txt)
            $LASTEXITCODE
        }
    }
    AfterAll {
        $env:PATH, $env:PSModulePath = $kept
        $env:KSEF_OFFICE = $null
        Stop-TestSandbox $sandbox
    }

    It 'for systemd is two units that systemd takes' -Skip:(-not $hasSystemd) {
        $units = (New-Item -ItemType Directory (Join-Path $HOME units)).FullName
        foreach ($unit in 'service', 'timer') {
            $block = "(?ms)^# ~/\.config/systemd/user/ksef-audit\.$unit`$(.*?)^(?:#|\*\*cron)"
            $text = [regex]::Match($page, $block).Groups[1].Value
            $text | Should -Match '^\s*\['
            Set-Content (Join-Path $units "ksef-audit.$unit") $text
        }
        # What a session of a user has.
        $env:XDG_RUNTIME_DIR = $units
        $said = systemd-analyze verify --user "$units/ksef-audit.service" "$units/ksef-audit.timer" 2>&1
        $LASTEXITCODE | Should -Be 0
        # A key that it does not know is a warning.
        "$said" | Should -Not -Match 'ksef-audit'
    }

    It 'for systemd starts the audit' {
        $command = [regex]::Match($page, "(?m)^ExecStart=/bin/sh -c '(.*)'`$").Groups[1].Value
        sh -c $command *> (Join-Path $HOME said.txt)
        $LASTEXITCODE | Should -Be 0
        Join-Path $office report.html | Should -Exist
    }

    It 'for cron starts the audit' {
        $line = [regex]::Match($page, '(?m)^0 3 \* \* \* (.*)$').Groups[1].Value
        $line | Should -Not -Match '(?<!\\)%' -Because 'cron takes it for a new line'
        sh -c $line.Replace('/path/to/KsefTools', $env:KSEFTOOLS_TEST_MODULE) *> (Join-Path $HOME said.txt)
        $LASTEXITCODE | Should -Be 0
        $report | Should -Exist
    }

    It 'for GitHub Actions runs a step that ends with the audit''s exit code' {
        Invoke-Step (Get-Step '# \.github/workflows/audit\.yml' '# azure') | Should -Be 0
    }

    It 'for Azure DevOps runs a step that ends with the audit''s exit code' {
        Invoke-Step (Get-Step '# azure-pipelines\.yml' 'Do not publish') | Should -Be 0
    }

    It 'for build servers fails the step when a token does not work' {
        Remove-Secret -Name (Get-KsefCredential $nips[1]).SecretName -Vault KsefVault
        Invoke-Step (Get-Step '# \.github/workflows/audit\.yml' '# azure') | Should -Be 1
        Invoke-Step (Get-Step '# azure-pipelines\.yml' 'Do not publish') | Should -Be 1
    }

    It 'for Task Scheduler names parameters that audit.ps1 has' {
        $line = [regex]::Match($page, "(?m)^\`$run = New-ScheduledTaskAction pwsh -Argument (.*)`$").Groups[1].Value
        $module = 'C:\modules\KsefTools'
        $arguments = [scriptblock]::Create("param(`$module) $line").Invoke($module)
        $arguments | Should -Match '^-NoProfile -NonInteractive -File "C:\\modules\\KsefTools\\audit\.ps1" '
        $script = Get-Command (Join-Path $env:KSEFTOOLS_TEST_MODULE audit.ps1)
        $names = [regex]::Matches("$arguments".Substring("$arguments".IndexOf('audit.ps1')), '(?<= -)\w+').Value
        $names | Should -Not -BeNullOrEmpty
        $names | Where-Object { $_ -notin $script.Parameters.Keys } | Should -BeNullOrEmpty
    }
}
