Describe 'Tokens' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip 4
        New-TestClient $nips
        # Three clients with a token; the fourth has none.
        $nips[0..2] | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    Context 'Test-KsefToken' {
        It 'tests the whole office when nothing is chosen' {
            $results = Test-KsefToken
            $results.Count | Should -Be 4
            ($results | Where-Object Status -EQ Healthy).Count | Should -Be 3
            $without = $results | Where-Object Nip -EQ $nips[3]
            $without.Findings.Code | Should -Contain NoAccessYet
            $without.Kind | Should -BeNullOrEmpty
        }

        It 'takes <What> from the pipeline' -ForEach @(
            @{ What = 'NIPs'; Get = { $nips[0, 1] } }
            @{ What = 'profiles'; Get = { Get-KsefProfile $nips[0, 1] } }
            @{ What = 'credentials'; Get = { Get-KsefCredential $nips[0, 1] } }
            @{ What = 'earlier results'; Get = { Test-KsefToken $nips[0, 1] } }
            @{ What = 'rows of a CSV file'; Get = { Get-KsefCredential $nips[0, 1] | Select-Object Nip, Name |
                ConvertTo-Csv | ConvertFrom-Csv } }
        ) {
            (& $Get | Test-KsefToken).Nip | Sort-Object | Should -Be ($nips[0, 1] | Sort-Object)
        }

        It 'finds the office of a piped object without the session knowing it' {
            $credential = Get-KsefCredential $nips[0]
            $env:KSEF_OFFICE = $null
            ($credential | Test-KsefToken).Status | Should -Be Healthy
            $env:KSEF_OFFICE = $office.OfficePath
        }

        It 'signs in again with -Fresh' {
            (Test-KsefToken $nips[0]).SignIn | Should -Be Live
            (Test-KsefToken $nips[0] -Fresh).SignIn | Should -Be Cold
        }

        It 'remembers its verdict for Get-KsefCredential' {
            Test-KsefToken | Out-Null
            (Get-KsefCredential -Status Healthy).Nip | Should -Be $nips[0..2]
            (Get-KsefCredential $nips[0]).TestedAt.UtcDateTime.Date | Should -Be ([datetime]::UtcNow.Date)
        }

        It 'says Unknown, not broken, when KSeF does not answer' {
            Invoke-TestSandbox $sandbox POST faults @{ kind = 'BlockedPage' } | Out-Null
            $results = Test-KsefToken $nips[0..2] -Fresh
            Invoke-TestSandbox $sandbox DELETE faults | Out-Null
            $results.Count | Should -Be 3
            $results.Status | Sort-Object -Unique | Should -Be Unknown
            $results.Findings.Code | Sort-Object -Unique | Should -Be PortalRefused
        }

        It 'says of a secret that is gone what to type' {
            Remove-Secret -Name (Get-KsefCredential $nips[2]).SecretName -Vault KsefVault
            $result = Test-KsefToken $nips[2]
            $result.Findings.Code | Should -Be SecretMissing
            $result.Remedy | Should -BeLike "Set-KsefCredential *$($nips[2])*"
        }

        It 'gives the others their verdict where one secret is <What>' -ForEach @(
            @{ What = 'a table'; Secret = @{ reference = 'x' } }
            @{ What = 'bytes'; Secret = [byte[]] (1..9) }
        ) {
            $name = (Get-KsefCredential $nips[0]).SecretName
            $kept = Get-Secret $name -Vault KsefVault
            Set-Secret $name $Secret -Vault KsefVault
            $results = Test-KsefToken $nips[0, 1]
            Set-Secret $name $kept -Vault KsefVault
            ($results | Where-Object Nip -EQ $nips[1]).Status | Should -Be Healthy
            $odd = $results | Where-Object Nip -EQ $nips[0]
            "$($odd.Status) $($odd.Findings.Code)" | Should -Be 'Unknown VaultFailed'
            $odd.Remedy | Should -BeLike "Get-SecretInfo -Vault 'KsefVault'*"
        }

        It 'gives a verdict for every client even when the vault is not there' {
            $results = Get-KsefCredential $nips[0, 1] | ForEach-Object {
                Add-Content -LiteralPath $_.Path -Value "    vault: Nowhere"
                Get-KsefCredential $_.Nip
            } | Test-KsefToken -WarningAction Ignore
            $results.Count | Should -Be 2
            $results.Status | Sort-Object -Unique | Should -Be Unknown
            Get-KsefProfile $nips[0, 1] | ForEach-Object {
                Set-Content -LiteralPath $_.Path -Value ((Get-Content -LiteralPath $_.Path) -ne '    vault: Nowhere')
            }
        }

        It 'asks nothing and writes nothing when nobody is chosen' {
            Test-KsefToken -Tag nobody-has-this* -ErrorAction Stop | Should -BeNullOrEmpty
        }
    }

    Context 'Test-KsefToken -ForSending' {
        BeforeAll {
            $weak = (New-TestNip 6)[5]
            New-TestClient $weak
            Set-KsefCredential $weak -Token (New-TestSandboxToken $sandbox $weak InvoiceRead | ConvertTo-TestSecret)
        }

        It 'says of each client whether it may send now, and why not' {
            $results = Test-KsefToken $nips[0], $weak, $nips[3] -ForSending
            $results.Count | Should -Be 3
            $ready = $results | Where-Object Nip -EQ $nips[0]
            $ready.MaySend | Should -BeTrue -Because $ready.Reason
            $ready.MaxInvoices | Should -BeGreaterThan 0
            $ready.Permissions | Should -Contain InvoiceWrite
            $refused = $results | Where-Object Nip -EQ $weak
            "$($refused.Status) $($refused.Reason)" | Should -BeLike 'Critical*InvoiceWrite*'
            $refused.Remedy | Should -Be "Test-KsefToken $weak"
            ($results | Where-Object Nip -EQ $nips[3]).MaySend | Should -BeFalse
        }

        It 'takes one request a client where a session lives' {
            Test-KsefToken $nips[0, 1] -ForSending | Out-Null
            Invoke-TestSandbox $sandbox DELETE counters | Out-Null
            (Test-KsefToken $nips[0, 1] -ForSending).SignIn | Sort-Object -Unique | Should -Be Live
            $counts = Invoke-TestSandbox $sandbox GET counters
            ($counts | ConvertTo-Json -Depth 6) | Should -Match 'limits/context'
        }

        It 'says Unknown when KSeF does not answer' {
            Invoke-TestSandbox $sandbox POST faults @{ kind = 'BlockedPage' } | Out-Null
            $result = Test-KsefToken $nips[0] -ForSending
            Invoke-TestSandbox $sandbox DELETE faults | Out-Null
            $result.Status | Should -Be Unknown
        }
    }

    Context 'Get-KsefToken' {
        It 'shows a token itself alone, and names our secret' {
            $token = Get-KsefToken $nips[0]
            $token.Reference | Should -Be (Get-KsefCredential $nips[0]).Reference
            $token.SecretName | Should -Be (Get-KsefCredential $nips[0]).SecretName
            $token.Status | Should -Be Active
        }

        It 'shows all tokens of a client to one that may read credentials' {
            New-TestSandboxToken $sandbox $nips[1] | Out-Null
            Set-KsefCredential $nips[1] -WarningAction Ignore -Token (
                New-TestSandboxToken $sandbox $nips[1] -Permission InvoiceRead, CredentialsRead | ConvertTo-TestSecret)
            $tokens = Get-KsefToken $nips[1] -Status Active
            $tokens.Count | Should -Be 3
            @($tokens | Where-Object SecretName).Count | Should -Be 1
        }

        It 'names the client in the error of a KSeF that cannot be asked' {
            Set-KsefProfile $nips[0] -Environment http://127.0.0.1:9/v2 -Force
            Get-KsefToken $nips[0] -ErrorVariable failure -ErrorAction SilentlyContinue
            Set-KsefProfile $nips[0] -Environment $sandbox.Address -Force
            $failure.FullyQualifiedErrorId | Should -BeLike 'KsefUnreachable,*'
            "$failure" | Should -Match $nips[0]
        }

        It 'writes an error for a client without a token, and goes on' {
            $tokens = Get-KsefToken $nips[3], $nips[0] -ErrorVariable failure -ErrorAction SilentlyContinue
            $tokens.Nip | Should -Be $nips[0]
            $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialNotFound,*'
            "$failure" | Should -Match $nips[3]
        }
    }
}
