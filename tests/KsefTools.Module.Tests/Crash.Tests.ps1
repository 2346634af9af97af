# Real processes that are killed while they import, and that import at the same time. KSEFTOOLS_TEST_KILLS asks for
# more.
Describe 'An import that is killed' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        $sheet = Join-Path $HOME tokens.csv
        $tokens = @{}

        function New-Sheet([string[]] $Nip) {
            foreach ($client in $Nip) { $tokens[$client] = New-TestToken $client }
            @('NIP;Nazwa;Token') + @($Nip | ForEach-Object { "$_;Client $_;$($tokens[$_])" }) |
                Set-Content -LiteralPath $sheet
        }

        function Start-Import {
            $script = "Import-Module '$env:KSEFTOOLS_TEST_MODULE'; " +
                "Import-KsefCredential '$sheet' -OfficePath '$($office.OfficePath)' | " +
                'Where-Object Outcome -eq Failed | ForEach-Object { exit 3 }'
            Start-TestShell $script @{
                RedirectStandardOutput = Join-Path $HOME "out-$([guid]::NewGuid())"
                RedirectStandardError  = Join-Path $HOME "err-$([guid]::NewGuid())"
            }
        }

        function Get-WrittenCount { @(Get-ChildItem -LiteralPath (Join-Path $office.OfficePath clients) `
            -Filter *.yaml).Count }

        # Each token is in the vault and named by its profile, and lint finds nothing but the traces of what was killed.
        function Assert-Whole {
            $found = Invoke-TestProcess (
                'Get-SecretInfo -Vault KsefVault | ' +
                'ForEach-Object { "$($_.Name)=$(Get-Secret -Name $_.Name -Vault KsefVault -AsPlainText)" }; ' +
                "Test-KsefOffice -OfficePath '$($office.OfficePath)' | " +
                'ForEach-Object { "lint $($_.Code): $($_.Message)" }')
            $references = @{}
            Get-KsefCredential | ForEach-Object { $references[$_.Nip] = $_.Reference }
            foreach ($client in $tokens.Keys) {
                $found | Should -Contain "$(Get-TestSecretName $office $client)=$($tokens[$client])"
                $references[$client] | Should -Be ($tokens[$client] -split '\|')[0]
            }
            $found -like 'lint *' -notlike 'lint InterruptedRun:*' | Should -BeNullOrEmpty
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'loses nothing and leaves no half, and the next run completes it' {
        $nips = New-TestNip 20
        New-Sheet $nips
        $kills = [int] ($env:KSEFTOOLS_TEST_KILLS ? $env:KSEFTOOLS_TEST_KILLS : 2)
        $random = [random]::new(20261122)
        foreach ($kill in 1..$kills) {
            # Somewhere on the way: after so many profiles, and a few milliseconds of whatever comes next.
            $until = Get-WrittenCount
            if ($until -lt $nips.Count) { $until = $random.Next($until, $nips.Count) }
            $process = Start-Import
            while ((Get-WrittenCount) -lt $until -and -not $process.HasExited) { Start-Sleep -Milliseconds 5 }
            Start-Sleep -Milliseconds $random.Next(0, 400)
            $process.Kill()
            $process.WaitForExit()
        }
        $last = Start-Import
        $last.WaitForExit()
        $last.ExitCode | Should -Be 0
        Assert-Whole
    }

    It 'runs one after the other when two start <Apart> ms apart, and no token is lost' -ForEach @(
        @{ Apart = 0; First = 20 }
        @{ Apart = 1500; First = 60 }
        @{ Apart = 3000; First = 100 }
    ) {
        New-Sheet (New-TestNip ($First + 40) | Select-Object -Last 40)
        $both = @(Start-Import; Start-Sleep -Milliseconds $Apart; Start-Import)
        $both | Wait-Process
        $both.ExitCode | Should -Be 0, 0
        Assert-Whole
    }
}
