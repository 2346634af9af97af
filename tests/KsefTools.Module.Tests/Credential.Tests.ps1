Describe 'Credentials' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-KsefProfile 1111111111 'Kowalski sp. z o.o.' -Tag vat-monthly | Out-Null
        New-KsefProfile 5261040828 'Zażółć S.A.' | Out-Null
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'Set-KsefCredential' {
        It 'keeps the token as exactly its text, and its name in the profile' {
            $token = New-TestToken 1111111111
            $credential = Set-KsefCredential 1111111111 -Token ($token |
                ConvertTo-TestSecret) -GeneratedBy anna.nowak -PassThru
            $credential.SecretName | Should -Be (Get-TestSecretName $office 1111111111)
            Get-Secret -Name $credential.SecretName -Vault KsefVault -AsPlainText | Should -BeExactly $token
            $credential.Reference | Should -Be ($token -split '\|')[0]
            (Get-KsefCredential 1111111111).GeneratedBy | Should -Be 'anna.nowak'
        }

        It 'replaces a token under the same name, and says that the former one still works' {
            $token = New-TestToken 1111111111
            Set-KsefCredential 1111111111 -Token ($token |
                ConvertTo-TestSecret) -WarningVariable warning -WarningAction Ignore
            $warning | Should -Match 'former token'
            $credential = Get-KsefCredential 1111111111
            $credential.SecretName | Should -Be (Get-TestSecretName $office 1111111111)
            $credential.GeneratedBy | Should -BeNullOrEmpty
            Get-Secret -Name $credential.SecretName -Vault KsefVault -AsPlainText | Should -BeExactly $token
        }

        It 'writes what it stored, and not what another vault has under that name' {
            $nip = New-TestNip 12 | Select-Object -Last 1
            New-KsefProfile $nip 'In two vaults' | Out-Null
            Add-Content -LiteralPath (Get-KsefProfile $nip).Path @"
access:
  - kind: certificate
    secret: $(Get-TestSecretName $office $nip)
    vault: SecondVault
"@
            $credential = Set-KsefCredential $nip -Token (New-TestToken $nip | ConvertTo-TestSecret) -PassThru
            Remove-Item -LiteralPath $credential.Path
            $credential.Vault | Should -Be KsefVault
            $credential.Kind | Should -Be Token
        }

        It 'refuses a token of another client, and stores nothing' {
            $secret = New-TestToken 1111111111 | ConvertTo-TestSecret
            Set-KsefCredential 5261040828 -Token $secret -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'TokenOfAnotherClient,*'
            (Get-KsefCredential 5261040828).SecretName | Should -BeNullOrEmpty
        }

        It 'takes a token of one of the client''s units' {
            $secret = New-TestToken 5261040828 -Context 'internalId-5261040828-12345' | ConvertTo-TestSecret
            Set-KsefCredential 5261040828 -Token $secret -ErrorVariable failure -ErrorAction SilentlyContinue -WhatIf
            $failure | Should -BeNullOrEmpty
        }

        It 'refuses what is not a token, without repeating it' {
            $secret = 'canary-not-a-token' | ConvertTo-TestSecret
            Set-KsefCredential 5261040828 -Token $secret -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'TokenMalformed,*'
            $failure | Format-List * -Force | Out-String | Should -Not -Match 'canary-not-a-token'
        }

        It 'leaves the profile alone when the vault is not there' {
            $before = Get-Content -LiteralPath (Get-KsefProfile 5261040828).Path -Raw
            $secret = New-TestToken 5261040828 | ConvertTo-TestSecret
            Set-KsefCredential 5261040828 -Token $secret -Vault Nowhere -ErrorVariable failure `
                -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'VaultNotRegistered,*'
            Get-Content -LiteralPath (Get-KsefProfile 5261040828).Path -Raw | Should -BeExactly $before
        }

        It 'changes nothing under -WhatIf' {
            $secret = New-TestToken 5261040828 | ConvertTo-TestSecret
            Set-KsefCredential 5261040828 -Token $secret -WhatIf
            (Get-KsefCredential 5261040828).SecretName | Should -BeNullOrEmpty
        }
    }

    Context 'Get-KsefCredential' {
        It 'gives one object for a client without a credential, so that none is missing from an audit' {
            $credential = Get-KsefProfile 5261040828 | Get-KsefCredential
            $credential.Nip | Should -Be 5261040828
            $credential.SecretName | Should -BeNullOrEmpty
        }

        It 'chooses by who generated the token' {
            $secret = New-TestToken 1111111111 | ConvertTo-TestSecret
            Set-KsefCredential 1111111111 -Token $secret -GeneratedBy jan.kos -WarningAction Ignore
            (Get-KsefCredential -GeneratedBy jan*).Nip | Should -Be 1111111111
            Get-KsefCredential -GeneratedBy jane* -ErrorAction Stop | Should -BeNullOrEmpty
            { Get-KsefCredential -GeneratedBy jan.kso -ErrorAction Stop } | Should -Throw -ErrorId 'ProfileNotFound,*'
            Get-KsefCredential -GeneratedBy ewa* | Should -BeNullOrEmpty
        }

        It 'chooses by kind and by what the last audit saw' {
            Get-KsefCredential -Kind Certificate | Should -BeNullOrEmpty
            Get-KsefCredential -Status Critical | Should -BeNullOrEmpty
        }
    }

    Context 'Remove-KsefCredential' {
        It 'removes secret and entry' {
            $credential = Get-KsefCredential 1111111111
            $credential | Remove-KsefCredential -Confirm:$false
            (Get-SecretInfo -Vault KsefVault).Name | Should -Not -Contain $credential.SecretName
            (Get-KsefProfile 1111111111).Access | Should -BeNullOrEmpty
        }

        It 'is safe to run again' {
            Remove-KsefCredential 1111111111 -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialNotFound,*'
        }

        It 'leaves a secret that another profile names' {
            Set-KsefCredential 1111111111 -Token (New-TestToken 1111111111 | ConvertTo-TestSecret)
            $shared = (Get-KsefCredential 1111111111).SecretName
            Add-Content -LiteralPath (Get-KsefProfile 5261040828).Path `
                -Value "access:`n  - kind: token`n    secret: $shared"
            Remove-KsefCredential 1111111111 -Confirm:$false
            (Get-SecretInfo -Vault KsefVault).Name | Should -Contain $shared
        }
    }

    Context 'Completion' {
        BeforeAll {
            $nip = '5252248481'
            New-TestClient $nip
            Set-KsefCredential $nip -Token (New-TestToken $nip | ConvertTo-TestSecret) -GeneratedBy jan.lis
        }

        # The names come from the files, so the vault may be locked and the network away.
        It 'offers <Expected> for <Line>' -ForEach @(
            @{ Line = 'Set-KsefCredential -Nip 5252248481 -SecretName '; Expected = 'ksef-test-5252248481-token-o*' }
            @{ Line = 'Remove-KsefCredential 525-224-84-81 -SecretName ksef'; Expected = 'ksef-test-5252248481-token*' }
            @{ Line = 'Remove-KsefCredential -SecretName 52522'; Expected = 'ksef-test-5252248481-token-o*' }
            @{ Line = 'Get-KsefCredential -GeneratedBy jan'; Expected = 'jan.lis' }
            @{ Line = 'Get-KsefCredential -Kind T'; Expected = 'Token' }
            @{ Line = 'Get-KsefCredential -Status Cr'; Expected = 'Critical' }
            @{ Line = 'Import-KsefCredential x.csv -Vault K'; Expected = 'KsefVault' }
        ) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -BeLike $Expected
        }

        It 'offers no other client''s secret' {
            $line = 'Set-KsefCredential -Nip 9999999999 -SecretName ksef'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText |
                Should -Not -BeLike 'ksef-test-5252248481-token*'
        }
    }
}
