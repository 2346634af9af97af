# The script that the module brings for the night.
Describe 'nightly.ps1' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip 2
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }

        $script = Join-Path $env:KSEFTOOLS_TEST_MODULE nightly.ps1

        function Invoke-Audit {
            Invoke-TestShell -File $script *> $null
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
                Get-Content (Join-Path $folder $file) -Raw | Should -Match 'nightly\.ps1'
            }
        }
    }

    It 'writes a file that reads back equal in every culture' {
        $dates = foreach ($culture in 'pl-PL', 'en-US') {
            Invoke-TestShell -Command "[cultureinfo]::CurrentCulture = '$culture'; & '$script'" *> $null
            $LASTEXITCODE | Should -Be 0
            $text = (Import-Csv (Join-Path $office.OfficePath audit.csv))[0].EndsOn
            foreach ($reader in 'pl-PL', 'en-US') { [datetime]::Parse($text, [cultureinfo] $reader) }
        }
        $dates | Should -HaveCount 4
        $dates | Sort-Object -Unique | Should -Be ([datetime] '2026-12-31')
    }

    It 'ends with 0 when all tokens work' {
        Invoke-Audit | Should -Be 0
        (Import-Csv (Join-Path $office.OfficePath audit.csv)).Count | Should -Be 2
    }

    It 'writes no formula, whatever a client is called' {
        $name = (Get-KsefProfile $nips[0]).Name
        Set-KsefProfile $nips[0] -Name "=HYPERLINK('http://evil.example')" -Confirm:$false
        Invoke-Audit | Should -Be 0
        $names = (Import-Csv (Join-Path $office.OfficePath audit.csv)).Name
        $names -match '^=' | Should -BeNullOrEmpty
        $names -match "^'=HYPERLINK" | Should -HaveCount 1
        Set-KsefProfile $nips[0] -Name $name -Confirm:$false
    }

    It 'ends with 1 when a token does not' {
        Remove-Secret -Name (Get-KsefCredential $nips[1]).SecretName -Vault KsefVault
        Invoke-Audit | Should -Be 1
    }

    It 'ends with 2 when a client''s file cannot be read' {
        $file = (Get-KsefProfile $nips[0]).Path
        $kept = Get-Content -LiteralPath $file -Raw
        Set-Content -LiteralPath $file -Value 'nip: ['
        Invoke-Audit | Should -Be 2
        Set-Content -LiteralPath $file -NoNewline -Value $kept
    }

    It 'ends with 2 when KSeF cannot be asked' {
        $sandbox.Process.Kill()
        $sandbox.Process.WaitForExit()
        Invoke-Audit | Should -Be 2
    }

    It 'ends with 2 when there is no office' {
        Remove-Item -LiteralPath (Join-Path $office.OfficePath office.yaml)
        Invoke-Audit | Should -Be 2
    }
}
