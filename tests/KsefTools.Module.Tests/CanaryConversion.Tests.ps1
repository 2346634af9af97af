# What a conversion holds in its hands: tokens, and the key of the office's certificate.
Describe 'What a conversion knows' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $said = New-Item -ItemType Directory (Join-Path $HOME conversion)

        # One that is moved, one that its token moves, two who get a letter, one whose KSeF answers nonsense.
        $granted, $manager, $reader, $expecting = $nips = New-TestNip 4
        New-TestClient $nips
        $rights = @{
            $granted = @('InvoiceRead'); $manager = 'InvoiceRead', 'CredentialsManage'
            $reader = @('InvoiceRead'); $expecting = 'InvoiceRead', 'CredentialsRead'
        }
        $canaries = foreach ($nip in $nips) {
            $token = New-TestSandboxToken $sandbox $nip $rights[$nip]
            Set-KsefCredential $nip -Token ($token | ConvertTo-TestSecret)
            ($token -split '\|')[2]
        }
        # The first lines of the keys, as they stand in the vault.
        $canaries += foreach ($name in 'ksef-seal', 'ksef-anna') {
            $pem = Get-Secret -Name $name -Vault KsefVault -AsPlainText
            ($pem -split '-----BEGIN PRIVATE KEY-----')[1].Trim() -split "`r?`n" | Select-Object -First 2
        }
        Grant-TestOffice $sandbox $granted InvoiceRead

        function Find-Canary([string] $Path) {
            foreach ($file in Get-ChildItem -LiteralPath $Path -Recurse -File -Force) {
                $text = Get-Content -LiteralPath $file -Raw
                $canaries.Where({ "$text".Contains($_) }).ForEach({ "$($file.Name) holds $($_.Substring(0, 6))" })
            }
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'would be found' {
        $canaries.Count | Should -Be 8
        $canaries | ForEach-Object { $_.Length | Should -BeGreaterThan 30 }
        Set-Content (Join-Path $said canary.txt) "x$($canaries[0])y"
        Find-Canary $said | Should -BeLike 'canary.txt holds *'
        Remove-Item (Join-Path $said canary.txt)
    }

    It 'is in no stream, transcript, export, letter, journal or error, from the plan to the end of the tokens' {
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$said'
Start-Transcript transcript.txt -IncludeInvocationHeader | Out-Null
`$VerbosePreference = `$DebugPreference = `$InformationPreference = `$WarningPreference = 'Continue'
`$ErrorActionPreference = 'Continue'
& {
    `$all = @{ Debug = `$true; Verbose = `$true }
    `$results = [ordered] @{
        Plan = Convert-KsefToCertificate -WhatIf @all
        Move = Convert-KsefToCertificate -RequestPath letters -Confirm:`$false @all
        Audit = Get-KsefCredential | Test-KsefToken @all
        Back = Restore-KsefToken $granted, $reader @all
        Person = Convert-KsefToCertificate -Identity anna -RequestPath letters-anna @all
        Again = Convert-KsefToCertificate -RevokeToken -AfterDays 3 @all
    }
    `$fault = ConvertTo-Json @{ kind = 'TruncatedJson' }
    Invoke-RestMethod -Method Post '$($sandbox.Root)/_sandbox/faults' -Body `$fault -ContentType application/json |
        Out-Null
    `$results.Nonsense = Convert-KsefToCertificate $manager -RevokeToken -Force @all
    Invoke-RestMethod -Method Delete '$($sandbox.Root)/_sandbox/faults' | Out-Null
    `$results.End = Convert-KsefToCertificate -RevokeToken -Confirm:`$false @all
    foreach (`$identity in 'stamp', 'nobody') {
        try { Convert-KsefToCertificate -Identity `$identity @all }
        catch { `$_ | Format-List * -Force | Out-String -Width 4096 }
    }
    Restore-KsefToken $granted @all
    `$results.Lint = Test-KsefOffice @all
    `$results.GetEnumerator() | ForEach-Object {
        `$_.Value | Export-Csv "`$(`$_.Key).csv"
        `$_.Value | ConvertTo-Json -Depth 10 | Set-Content "`$(`$_.Key).json"
        `$_.Value | Export-Clixml "`$(`$_.Key).clixml"
        `$_.Value | Format-List * -Force | Out-String -Width 4096 | Set-Content "`$(`$_.Key).txt"
    }
    `$Error |
        ForEach-Object { `$_ | Format-List * -Force | Out-String -Width 4096; `$_.Exception.ToString() } |
        Set-Content errors.txt
} *> streams.txt
Stop-Transcript | Out-Null
"@ *> (Join-Path $said process.txt)
        # It went all the way: moved, written to, failed and revoked.
        (Import-Csv (Join-Path $said Move.csv)).Outcome | Should -Contain Converted
        Join-Path $said letters "$reader.eml" | Should -Exist
        (Import-Csv (Join-Path $said Nonsense.csv)).Outcome | Should -Be Unknown
        (Import-Csv (Join-Path $said End.csv)).TokenRevoked | Should -Contain True
        Get-ChildItem (Join-Path $office.OfficePath .state journal) -Filter *-retirement-* | Should -Not -BeNullOrEmpty
        Find-Canary $said | Should -BeNullOrEmpty
        Find-Canary $office.OfficePath | Should -BeNullOrEmpty
    }
}
