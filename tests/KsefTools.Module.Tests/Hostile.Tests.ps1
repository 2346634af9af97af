# What is typed in the wrong place, and text that wants to be more than text.
Describe 'Hostile text' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-TestClient 1111111111
        $canary = 'c0ffee' * 10 + 'c0de'
        $token = "20260115-EC-1A2B3C4D00-9F8E7D6C50-10|nip-1111111111|$canary"

        # All that is left of an error: what is shown, what $Error keeps, what a transcript would have.
        function Get-TestTrace {
            param([scriptblock] $Action)
            $Error.Clear()
            $shown = try { & $Action 2>&1 3>&1 4>&1 | Out-String } catch { $_ | Out-String }
            $kept = $Error | ForEach-Object {
                "$($_.Exception.Message)"; "$($_.ErrorDetails)"; "$($_.TargetObject)"
                    "$($_.Exception.InnerException.Message)"
            }
            "$shown`n$($kept -join "`n")"
        }
    }
    AfterAll {
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'refuses a control character in <Parameter>' -ForEach @(
        @{ Parameter = 'Name'; Call = { New-KsefProfile 5261040828 "Zażółć`e[31m" } }
        @{ Parameter = 'Tag'; Call = { New-KsefProfile 5261040828 X -Tag "a`nb" } }
        @{ Parameter = 'Contact'; Call =
            { New-KsefProfile 5261040828 X -Contact "x@firma.example`r`nBcc: z@evil.example" } }
        @{ Parameter = 'Name of Set-KsefProfile'; Call = { Set-KsefProfile 1111111111 -Name "X$([char] 0x202E)" } }
        @{ Parameter = 'Name of Initialize-KsefOffice'
            Call = { Initialize-KsefOffice (Join-Path $HOME z) -Nip 5260001246 -Name "X`nY" } }
    ) {
        $Call | Should -Throw '*U+*'
        Get-KsefProfile 5261040828 -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'quotes nothing of a token given as <Where>' -ForEach @(
        @{ Where = 'the NIP of Set-KsefCredential'
            Call = { Set-KsefCredential -Nip $token -Token (ConvertTo-TestSecret x) } }
        @{ Where = 'the NIP of New-KsefProfile'; Call = { New-KsefProfile -Nip $token -Name X } }
        @{ Where = 'the NIP of Get-KsefProfile'; Call = { Get-KsefProfile $token } }
        @{ Where = 'the NIP of Test-KsefToken'; Call = { Test-KsefToken $token } }
        @{ Where = 'the token, as text'; Call = { Set-KsefCredential -Nip 1111111111 -Token $token } }
        @{ Where = 'the token, as text, after the NIP'; Call = { Set-KsefCredential 1111111111 $token } }
        @{ Where = 'a password, as text'
            Call = { Set-KsefCredential 1111111111 -CertificatePath ./x.pfx -Password $token } }
        @{ Where = 'an exported password, as text'; Call = { Export-KsefCredential 1111111111 x.pfx -Password $token } }
        @{ Where = 'a secret''s name'; Call = { Remove-KsefCredential 1111111111 -SecretName $token -Confirm:$false } }
        @{ Where = 'an identity'; Call = { Request-KsefCertificate -Identity $token } }
        @{ Where = 'an identity that converts'; Call = { Convert-KsefToCertificate -Identity $token -WhatIf } }
        @{ Where = 'an environment'; Call = { New-KsefProfile 5261040828 X -Environment $token } }
        @{ Where = 'a name'; Call = { New-KsefProfile 5261040828 $token } }
        @{ Where = 'a name that is looked for'; Call = { Get-KsefProfile -Name $token } }
        @{ Where = 'a tag that is looked for'; Call = { Test-KsefToken -Tag $token } }
        @{ Where = 'a permission'; Call = { Set-KsefProfile 1111111111 -ExpectedPermission $token } }
        @{ Where = 'an encoding'; Call = { Import-KsefCredential ./none.csv -Encoding $token } }
    ) {
        $trace = Get-TestTrace $Call
        $trace | Should -Not -Match $canary
        $trace | Should -Not -Match ([regex]::Escape($token.Substring(0, 60)))
        $Error.Count | Should -BeGreaterThan 0
    }

    It 'says in one sentence how a secret is given' {
        { Set-KsefCredential 1111111111 -Token abc } | Should -Throw '*leave -Token out*'
        Get-KsefCredential 1111111111 | Where-Object SecretName | Should -BeNullOrEmpty
    }

    It 'takes the token after the NIP when it is hidden' {
        Set-KsefCredential 1111111111 (ConvertTo-TestSecret $token)
        (Get-KsefCredential 1111111111).SecretName | Should -BeLike 'ksef-test-1111111111-token*'
    }

    It 'shows a file''s name without its colours' -Skip:$IsWindows {
        $file = Join-Path $office.OfficePath clients "x`e[31m.yaml"
        Set-Content -LiteralPath $file "nip: `"5261040828`"`nname: X`ntypo: 1"
        $shown = Test-KsefOffice | Format-List | Out-String
        $PSStyle.OutputRendering = 'PlainText'
        $table = Test-KsefOffice | Format-Table | Out-String
        Remove-Item -LiteralPath $file
        $table | Should -Not -Match "`e\[31m"
        $shown | Should -Not -Match "x`e\[31m"
    }

    It 'asks about a file, and fails at it, without what its name would do to a terminal' -Skip:$IsWindows {
        $file = Join-Path $office.OfficePath clients "x`a$([char] 0x202E).yaml"
        Set-Content -LiteralPath $file "nip: `"5261040828`"`nname: X`naccess:`n- secret: mine"
        $credential = Get-KsefCredential 5261040828
        Start-Transcript ($log = Join-Path $HOME whatif.txt) | Out-Null
        Set-KsefProfile 5261040828 -Name Y -WhatIf
        Stop-Transcript | Out-Null
        Copy-Item -LiteralPath $file ($twin = Join-Path $office.OfficePath clients "y`a.yaml")
        $credential | Update-KsefToken -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue
        Remove-Item -LiteralPath $file, $twin
        $asked = Get-Content -LiteralPath $log -Raw
        $asked | Should -Match 'Change X'
        $asked | Should -Not -Match "[`a$([char] 0x202E)]"
        "$($failure.ErrorDetails)" | Should -Match '5261040828'
        "$($failure.ErrorDetails) $($failure.Exception.Message)" | Should -Not -Match "[`a$([char] 0x202E)]"
    }

    It 'has a documented filter after which no cell is a formula' {
        $guide = Get-Content -LiteralPath (Join-Path $PSScriptRoot ../../docs/running-it.md) -Raw
        $guide -match '(?s)(filter ConvertTo-SpreadsheetText \{.*?\n\})' | Should -BeTrue
        . ([scriptblock]::Create($Matches[1]))
        Set-KsefProfile 1111111111 -Name '=HYPERLINK("x")' -Contact '+cmd|x' -Tag '@SUM(1)', '-1'
        $rows = @(Get-KsefProfile 1111111111) + @(Get-KsefCredential 1111111111) | ForEach-Object {
            $_ | ConvertTo-SpreadsheetText | ConvertTo-Csv | ConvertFrom-Csv
        }
        $rows[0].Name | Should -Be "'=HYPERLINK(""x"")"
        $rows.ForEach({ $_.PSObject.Properties.Value }) | Should -Not -Match '^\s*[=+\-@]'
        $rows[0].Nip | Should -Be 1111111111
    }
}
