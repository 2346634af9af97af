# Every command block of the about_ topics, typed as it stands; both languages have the same. A block that cannot be
# typed here says why in its source: <code why="the reason">
BeforeDiscovery {
    $folder = Join-Path (Split-Path (Split-Path $PSScriptRoot)) src Module Topics
    $command = '(?m)^\s*\$?.*(?:\b[A-Z][a-z]+-[A-Z]\w+|^pwsh )'
    $blocks = foreach ($file in Get-ChildItem -LiteralPath $folder -Filter *.xml) {
        $number = 0
        foreach ($element in Select-Xml -LiteralPath $file.FullName -XPath //code) {
            $number++
            $code = $element.Node.InnerText.Trim()
            if ($code -cnotmatch $command) { continue }
            $why = $code -match 'SecretStore' -and $env:KSEFTOOLS_TEST_SECRETS -eq 'StandIn' ?
                'it is about SecretStore, which is not here' : $element.Node.GetAttribute('why')
            @{ Topic = "about_$($file.BaseName)"; Number = $number; Code = $code; Why = $why
                First = $code.Split("`n")[0].TrimEnd() }
        }
    }
}

Describe 'Command blocks of the about_ topics' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot ExampleOffice.psm1) -ErrorAction Stop
        $sandbox = Start-TestSandbox
        $desk = Join-Path $HOME desk

        # What a block needs beyond the office as it is laid out, by topic and the block's first line.
        $firstDay = { Remove-ExampleIdentity $office }
        $before = @{
            'about_KsefTools: Register-SecretVault' = {
                Remove-Item -LiteralPath $office -Recurse -Force
                Unregister-SecretVault KsefVault
            }
            'about_KsefTools: New-KsefIdentity' = $firstDay
            'about_KsefTools_Conversion: New-KsefIdentity' = $firstDay
            'about_KsefTools_Conversion: Restore-KsefToken' = { Convert-KsefToCertificate $kowalski }
            'about_KsefTools_Office: New-KsefIdentity' = $firstDay
            'about_KsefTools_Office: Get-KsefProfile | Move-' = {
                if (-not (Get-SecretVault TeamVault -ErrorAction Ignore)) { Register-TestVault TeamVault }
            }
        }
        $asksToken = 'about_KsefTools: Set-KsefCredential', 'about_KsefTools_Security: Set-KsefCredential'
    }
    AfterAll { Stop-TestSandbox $sandbox }

    It '<Topic>, block <Number>: <First>' -ForEach $blocks {
        if ($Why) {
            Set-ItResult -Skipped -Because $Why
            return
        }
        $block = "${Topic}: $Code"
        $office = Reset-ExampleOffice $sandbox $desk
        $before.Keys.Where({ $block.StartsWith($_) }) | ForEach-Object { . $before[$_] *> $null }
        $token = $asksToken.Where({ $block.StartsWith($_) }) ? (New-TestSandboxToken $sandbox $kowalski) : ''
        # Once an employee's certificate is revoked, KSeF cannot be asked about it.
        $end = Invoke-Example $Code $desk -Token $token -AnyOutcome:($Code -match 'Revoke-KsefAccess -Holder')
        $end.Failures | Should -BeNullOrEmpty -Because $Code
    }
}
