# The script that the module brings for schedulers.
Describe 'audit.ps1' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $yaml = Join-Path $office.OfficePath office.yaml
        $page = "policy:`n  statusPage: $($sandbox.Root)/latarnia/status"
        Set-Content -LiteralPath $yaml -NoNewline ((Get-Content -LiteralPath $yaml -Raw) -replace '(?m)^policy:', $page)
        $nips = New-TestNip 2
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }

        $script = Join-Path $env:KSEFTOOLS_TEST_MODULE audit.ps1

        # As a scheduler starts it.
        function Invoke-Audit {
            Invoke-TestShell -File $script -OfficePath $office.OfficePath @args *> (Join-Path $HOME said.txt)
            $LASTEXITCODE
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'is what help, in both languages, points to' {
        foreach ($language in 'en-US', 'pl-PL') {
            $folder = Join-Path $env:KSEFTOOLS_TEST_MODULE $language
            foreach ($file in 'about_KsefTools.help.txt', 'KsefTools.Cmdlets.dll-Help.xml') {
                Get-Content (Join-Path $folder $file) -Raw | Should -Match 'audit\.ps1'
            }
        }
    }

    It 'ends with 0 when all works, and leaves a run and the reports that it was told' {
        $page = Join-Path $HOME report.html
        $plan = Join-Path $HOME plan.csv
        Invoke-Audit -Language pl -Report "$page,$plan" | Should -Be 0
        (Get-KsefAudit -OfficePath $office.OfficePath).Clients | Should -Be 2
        Get-Content -LiteralPath $page -Raw | Should -Match '<html lang="pl">'
        $plan | Should -Exist
    }

    It 'ends with 1 when a token does not work' {
        Remove-Secret -Name (Get-KsefCredential $nips[1] -OfficePath $office.OfficePath).SecretName -Vault KsefVault
        Invoke-Audit | Should -Be 1
    }

    It 'ends with 2 when a client''s file cannot be read' {
        $file = (Get-KsefProfile $nips[0] -OfficePath $office.OfficePath).Path
        $kept = Get-Content -LiteralPath $file -Raw
        Set-Content -LiteralPath $file -Value 'nip: ['
        Invoke-Audit | Should -Be 2
        Set-Content -LiteralPath $file -NoNewline -Value $kept
    }

    It 'ends with 3 when the vault is not there' {
        $kept = Get-Content -LiteralPath $yaml -Raw
        Set-Content -LiteralPath $yaml -NoNewline ($kept -replace 'vault: KsefVault', 'vault: NoVault')
        Invoke-Audit | Should -Be 3
        Set-Content -LiteralPath $yaml -NoNewline $kept
    }

    It 'ends with 5 when the Ministry announces an outage' {
        Invoke-TestSandbox $sandbox PATCH settings @{ lighthouse = 'Failure' } | Out-Null
        Invoke-TestSandbox $sandbox POST faults @{ kind = 'Unavailable' } | Out-Null
        Invoke-Audit | Should -Be 5
    }

    It 'ends with 4 when KSeF cannot be reached' {
        $sandbox.Process.Kill()
        $sandbox.Process.WaitForExit()
        Invoke-Audit | Should -Be 4
    }

    It 'ends with 6 when there is no office' {
        Remove-Item -LiteralPath $yaml
        Invoke-Audit | Should -Be 6
    }
}
