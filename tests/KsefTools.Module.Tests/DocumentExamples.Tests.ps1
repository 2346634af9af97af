# Every command block of the pages, typed as it stands. A block that cannot be typed here says why in a comment of the
# page, which no reader sees: <!-- not typed: the reason -->
BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $pages = @('README.md', 'CONTRIBUTING.md', 'src/KsefTools.Sandbox/README.md') +
        @('docs', 'docs/jobs', 'docs/programs' | ForEach-Object {
                foreach ($file in Get-ChildItem -LiteralPath (Join-Path $root $_) -Filter *.md) { "$_/$($file.Name)" }
            })
    $command = '(?m)^\s*(?:\$|\()?.*(?:\b[A-Z][a-z]+-[A-Z]\w+|^curl |^dotnet |^ksef-sandbox |^pwsh )'
    $blocks = foreach ($page in $pages) {
        $text = (Get-Content -LiteralPath (Join-Path $root $page) -Raw) -replace '\r'
        $fenced = '(?ms:^```(?:powershell|pwsh|console|bash)\n(?<code>.*?)\n```$)'
        $indented = '(?m)(?<=\n\n|\A|\n#[^\n]*\n)(?<code>(?:(?:    .*|)\n)*?    .*)(?=\n(?!    |\n    )|\z)'
        foreach ($block in [regex]::Matches($text, "$fenced|$indented")) {
            $code = $block.Groups['code'].Value -replace '(?m)^    '
            if ($code -cnotmatch $command) { continue }
            $building = -not ($code.Trim() -split '\n' -notmatch '^dotnet (run|test)\b')
            $reason = [regex]::Match($text.Substring(0, $block.Index), '<!-- not typed: (?<why>[^>]+) -->\s*\z')
            $why = $building ? 'It builds and runs the repository.' :
                $code -match 'SecretStore' -and $env:KSEFTOOLS_TEST_SECRETS -eq 'StandIn' ?
                'it is about SecretStore, which is not here' : $reason.Groups['why'].Value
            $line = ($text.Substring(0, $block.Index) -split '\n').Count
            @{ Page = $page; Line = $line; Code = $code; Why = $why
                First = $code.Trim().Split("`n")[0].TrimEnd() -replace '(?<=\S)\s*#.*' }
        }
    }
}

Describe 'Command blocks of the pages' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot ExampleOffice.psm1) -ErrorAction Stop
        $sandbox = Start-TestSandbox
        $desk = Join-Path $HOME desk

        # What a block needs beyond the office as it is laid out, by page and the block's first line.
        $firstDay = { Remove-ExampleIdentity $office }
        $before = @{
            'README.md: Import-Module ./output/KsefTools' = {
                Remove-Item -LiteralPath $office -Recurse -Force
                Unregister-SecretVault KsefVault
            }
            'README.md: New-KsefIdentity seal' = $firstDay
            'docs/jobs/new-client.md: New-KsefProfile' = { Remove-KsefProfile $kowalski -Confirm:$false }
            'docs/jobs/nightly-run.md: $run' = { Invoke-KsefAudit -Summary }
            'docs/jobs/spreadsheet.md: $certificates' = { New-ExampleCertificateFolder (Join-Path $desk certyfikaty) }
            'docs/jobs/tokens-end.md: New-KsefIdentity' = $firstDay
            'docs/moving-to-certificates.md: Convert-KsefToCertificate -WhatIf' = { Add-ExampleNew $sandbox $office }
            'docs/programs.md: $call' = {
                Add-ExampleClient $office $kowalski Kowalski vat-monthly (
                    New-ExampleCertificate $sandbox Nip $kowalski) certificate
            }
            'docs/running-it.md: Install-PSResource' = { Unregister-SecretVault KsefVault }
            'docs/sandbox.md: $truth' = {
                Remove-Item -LiteralPath $office -Recurse -Force
                New-TestSeed ./seeded
                $seeded = Start-TestSandbox ./seeded/world.json
            }
            'docs/signing-elsewhere.md: New-KsefIdentity seal' = $firstDay
            'docs/signing-elsewhere.md: New-KsefIdentity owner' = $firstDay
            'docs/troubleshooting.md: $Error[0]' = { $typed = 'Get-KsefProfile 9999999999 -ErrorAction Ignore
                try { Get-KsefProfile -OfficePath ./nowhere } catch { }' }
        }
        $asksToken = 'README.md: Import-Module', 'docs/findings.md: Set-KsefCredential'
    }
    AfterAll { Stop-TestSandbox $sandbox }

    It '<Page>, line <Line>: <First>' -ForEach $blocks {
        if ($Why) {
            Set-ItResult -Skipped -Because $Why
            return
        }
        $seeded, $typed = $null, ''
        $block = "${Page}: $($Code.Trim())"
        $office = Reset-ExampleOffice $sandbox $desk
        try {
            $before.Keys.Where({ $block.StartsWith($_) }) | ForEach-Object { . $before[$_] *> $null }
            $root = ($seeded ?? $sandbox).Root
            $typedCode = $Code.Replace('http://127.0.0.1:5080', $root).Replace('-Environment production',
                "-Environment $root/v2").Replace('./output/KsefTools', $env:KSEFTOOLS_TEST_MODULE)
            if ($Code -match '(?m)^curl') {
                if ($IsWindows) { Set-ItResult -Skipped -Because 'it is written for bash'; return }
                $answer = bash -ec ($typedCode -replace '\bcurl\b', 'curl -fsS') 2>&1
                $LASTEXITCODE | Should -Be 0 -Because "$Code said $answer"
                return
            }
            $token = $asksToken.Where({ $block.StartsWith($_) }) ? (New-TestSandboxToken $sandbox $kowalski) : ''
            # A seeded office has clients where nothing can be done; once an employee's certificate is revoked, KSeF
            # cannot be asked about it; and not every office may see tokens that it does not know.
            $anyOutcome = $null -ne $seeded -or $Code -match 'Revoke-KsefAccess -Holder|-Unknown'
            $end = Invoke-Example $typedCode $desk -Token $token -After $typed -AnyOutcome:$anyOutcome
            $end.Failures | Should -BeNullOrEmpty -Because $Code
        }
        finally { Stop-TestSandbox $seeded }
    }
}
