# An office of 60 clients, and somebody who leaves it: the matrix, and what is left, against the seed's truth.
Describe 'Somebody leaves an office of 60 clients' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $seed = Join-Path $HOME seed
        New-TestSeed $seed
        $sandbox = Start-TestSandbox (Join-Path $seed world.json)
        $truth = Get-Content (Join-Path $seed truth.json) -Raw | ConvertFrom-Json
        $office = New-TestOffice -Environment $sandbox.Address -Nip $truth.officeNip
        Import-KsefCredential (Join-Path $seed tokens.csv) -ErrorAction SilentlyContinue `
            -WarningAction SilentlyContinue | Out-Null
        $seal = Get-Content (Join-Path $seed certificates.json) -Raw | ConvertFrom-Json |
            Where-Object case -EQ OfficeSeal
        Set-Secret ksef-seal $seal.pem -Vault KsefVault
        $settings = Join-Path $office.OfficePath office.yaml
        $identity = @('identities:', '  - name: seal', '    kind: seal', "    subject: '$($truth.officeNip)'",
            '    secret: ksef-seal') -join "`n"
        Set-Content -LiteralPath $settings -NoNewline (
            (Get-Content -LiteralPath $settings -Raw) -replace 'identities: \[\]', $identity)

        $leaver = $truth.leaver.holder
        $visible = $truth.leaver.permissions | Where-Object isVisible
        function Get-Found([object[]] $Rows, [string] $Kind) {
            $Rows | Where-Object Kind -EQ $Kind | ForEach-Object { "$($_.Nip) $($_.Reference)" } | Sort-Object
        }
        function Get-Office { Get-KsefAccess -ErrorAction Ignore -WarningAction Ignore }
        $before = Get-Office
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'has something to find' {
        $visible.Count | Should -BeGreaterThan 2
        $truth.leaver.tokens.Count | Should -BeGreaterThan 0
        $visible.grantedIn | Should -Contain $truth.officeNip
    }

    It 'is found with all that the office is shown, and nothing else' {
        $rows = $before | Where-Object Holder -EQ $leaver
        Get-Found $rows Token | Should -Be ($truth.leaver.tokens | ForEach-Object { "$($_.nip) $($_.reference)" } |
            Sort-Object)
        Get-Found $rows Permission | Should -Be ($visible | ForEach-Object { "$($_.nip) $($_.id)" } | Sort-Object)
    }

    It 'has nothing left that the office can see, and everybody else has all of theirs' {
        $ends = Revoke-KsefAccess -Holder $leaver -Confirm:$false -WarningAction Ignore -ErrorAction Ignore
        $ends.Outcome | Sort-Object -Unique | Should -Be Ended
        $ends.Steps.Count | Should -Be ($visible.Count + $truth.leaver.tokens.Count)
        $after = Get-Office
        $after | Where-Object { $_.Holder -eq $leaver -and $_.State -ne 'Revoking' } | Should -BeNullOrEmpty
        foreach ($kind in 'Token', 'Permission', 'Certificate') {
            $others = $before | Where-Object Holder -NE $leaver
            Get-Found ($after | Where-Object Holder -NE $leaver) $kind | Should -Be (Get-Found $others $kind)
        }
    }

    It 'is not found a second time' {
        Revoke-KsefAccess -Holder $leaver -Confirm:$false -WarningAction Ignore -ErrorAction Ignore |
            Should -BeNullOrEmpty
    }
}
