# Two pwsh that import at the same moment into one vault that is a single file and takes no lock of its own.
Describe 'Two imports at once into a vault without a lock' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot TestVaults.psm1)
        $kept = @{ Whole = Register-OneFileVault Whole; Leaving = Register-LettingGoVault Leaving }
        $nips = New-TestNip 20

        # Imports two spreadsheets, each in a process of its own. Gives what each said: its rows, and what ended it.
        function Invoke-TwoImports([string[]] $OfficePath) {
            $folder = New-Item -ItemType Directory (Join-Path $HOME ([guid]::NewGuid().ToString('N')))
            $processes = foreach ($index in 0, 1) {
                $clients = $nips[(10 * $index)..(10 * $index + 9)]
                @('NIP;Nazwa;Token') + @($clients | ForEach-Object { "$_;Client $_;$(New-TestToken $_)" }) |
                    Set-Content (Join-Path $folder "$index.csv")
                Start-TestShell @"
`$ProgressPreference = 'Ignore'
Import-Module '$env:KSEFTOOLS_TEST_MODULE'
New-Item '$folder/$index.ready' | Out-Null
while (-not (Test-Path '$folder/go')) { Start-Sleep -Milliseconds 20 }
`$rows, `$failure = [System.Collections.Generic.List[object]]::new(), `$null
try {
    Import-KsefCredential '$folder/$index.csv' -OfficePath '$($OfficePath[$index])' 3> `$null 6> `$null |
        ForEach-Object { `$rows.Add(`$_) }
}
catch { `$failure = "`$_" }
@{ Rows = @(`$rows | ForEach-Object {
        @{ Reference = `$_.Reference; Outcome = "`$(`$_.Outcome)"; Reason = `$_.Reason } })
    Failure = `$failure } | ConvertTo-Json -Depth 4 | Set-Content '$folder/$index.json'
"@
            }
            while (@(Get-ChildItem $folder -Filter *.ready).Count -lt 2) { Start-Sleep -Milliseconds 20 }
            New-Item (Join-Path $folder go) | Out-Null
            $processes | Wait-Process
            0, 1 | ForEach-Object { Get-Content (Join-Path $folder "$_.json") -Raw | ConvertFrom-Json }
        }
        function Test-Kept([string] $Vault, [string] $Reference) {
            $texts = (Get-Content -LiteralPath $kept[$Vault] -Raw | ConvertFrom-Json -AsHashtable).Values
            @($texts -like "$Reference|*").Count -eq 1
        }
    }
    AfterEach { $offices | Sort-Object -Unique | ForEach-Object { Remove-Item -LiteralPath $_ -Recurse -Force } }

    It 'keep the secrets of both, of <Name>' -ForEach @(
        @{ Name = 'one office'; Count = 1 }
        @{ Name = 'two offices'; Count = 2 }
    ) {
        $offices = @(1..$Count | ForEach-Object { (New-TestOffice -Environment test -Vault Whole).OfficePath })
        $said = Invoke-TwoImports $offices[0], $offices[-1]
        @($said.Failure) -ne $null | Should -BeNullOrEmpty
        $said.Rows.Count | Should -Be 20
        $said.Rows.Outcome | Sort-Object -Unique | Should -Be Imported
        foreach ($row in $said.Rows) { Test-Kept Whole $row.Reference | Should -BeTrue }
    }

    It 'keep what was told as imported, and say of the rest how it goes on, of <Name>' -ForEach @(
        @{ Name = 'one office'; Count = 1 }
        @{ Name = 'two offices'; Count = 2 }
    ) {
        $offices = @(1..$Count | ForEach-Object { (New-TestOffice -Environment test -Vault Leaving).OfficePath })
        $said = Invoke-TwoImports $offices[0], $offices[-1]
        @($said.Rows | Where-Object Outcome -EQ Imported).Count | Should -BeGreaterOrEqual 10
        foreach ($one in $said) {
            if ($one.Failure) { $one.Failure | Should -BeLike '*Unlock-SecretVault -Name ''Leaving''*' }
            else { $one.Rows.Count | Should -Be 10 }
        }
        foreach ($row in $said.Rows) {
            if (Test-Kept Leaving $row.Reference) { $row.Outcome | Should -Be Imported }
            else { "$($row.Outcome) $($row.Reason)" | Should -BeLike 'Failed*Unlock-SecretVault -Name ''Leaving''*' }
        }
    }
}
