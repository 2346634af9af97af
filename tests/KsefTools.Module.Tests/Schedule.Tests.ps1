# The script that about_KsefTools gives for the night, run as it is written there.
Describe 'The scheduled script of about_KsefTools' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip 2
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }

        function Get-WrittenScript([string] $Language) {
            $about = Get-Content (Join-Path $env:KSEFTOOLS_TEST_MODULE $Language about_KsefTools.help.txt)
            $from = [array]::IndexOf($about, (' ' * 12) + 'Import-Module KsefTools')
            $to = [array]::IndexOf($about, (' ' * 12) + 'exit 0')
            $about[$from..$to] -replace 'Import-Module KsefTools', "Import-Module '$env:KSEFTOOLS_TEST_MODULE'"
        }
        $script = Join-Path $HOME audit.ps1
        Get-WrittenScript en-US | Set-Content -LiteralPath $script

        function Invoke-Audit {
            Invoke-TestShell -File $script *> $null
            $LASTEXITCODE
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'is the same in both languages' {
        Get-WrittenScript pl-PL | Should -Be (Get-WrittenScript en-US)
    }

    It 'ends with 0 when all tokens work' {
        Invoke-Audit | Should -Be 0
        (Import-Csv (Join-Path $office.OfficePath audit.csv)).Count | Should -Be 2
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
