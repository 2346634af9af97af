# The life of tokens in a real PowerShell: made, rotated, revoked, and what each leaves in KSeF, vault and profile.
Describe 'A token''s life' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $said = New-Item -ItemType Directory (Join-Path $HOME tokens)

        $granted, $bare, $rotated, $alone, $manager, $signed, $empty = $nips = New-TestNip 7
        New-TestClient $nips
        Grant-TestOffice $sandbox $granted InvoiceRead, InvoiceWrite
        Grant-TestOffice $sandbox $rotated InvoiceRead, InvoiceWrite
        foreach ($nip in $rotated, $alone) {
            Set-KsefCredential $nip -Token (New-TestSandboxToken $sandbox $nip | ConvertTo-TestSecret)
        }
        Set-KsefCredential $bare -Token (New-TestSandboxToken $sandbox $bare InvoiceRead | ConvertTo-TestSecret)
        Set-KsefCredential $manager -Token (
            New-TestSandboxToken $sandbox $manager InvoiceRead, CredentialsManage | ConvertTo-TestSecret)

        function Get-TokenStatus([string] $Reference) {
            ((Invoke-TestSandbox $sandbox GET tokens).tokens | Where-Object referenceNumber -EQ $Reference).status
        }
        function Get-TokenCount { (Invoke-TestSandbox $sandbox GET tokens).tokens.Count }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    Context 'New-KsefToken' {
        It 'makes nothing under -WhatIf, and says what it would' {
            $before = Get-TokenCount
            New-KsefToken $granted -Permission InvoiceRead -WhatIf | Should -BeNullOrEmpty
            Get-TokenCount | Should -Be $before
            (Get-KsefCredential $granted).SecretName | Should -BeNullOrEmpty
        }

        It 'makes one with the certificate that the client let in, and it works' {
            $result = Get-KsefProfile $granted | New-KsefToken -Permission InvoiceRead
            $result.Outcome | Should -Be Created -Because $result.Reason
            $result.Identity | Should -Be seal
            $result.Permissions | Should -Be InvoiceRead
            (Test-KsefToken $granted -Fresh).Permissions | Should -Be InvoiceRead
            (Get-KsefCredential $granted).SecretName | Should -Be $result.SecretName
            Get-Secret $result.SecretName -Vault KsefVault -AsPlainText |
                Should -BeLike "$($result.Reference)|nip-$granted|*"
        }

        It 'says why a token makes no token, and what to sign' {
            $result = New-KsefToken $bare -Permission InvoiceRead
            $result.Outcome | Should -Be NeedsSignature
            $result.Reason | Should -Match 'InvoiceRead'
            $result.Remedy | Should -Be "Convert-KsefToCertificate $bare -RequestPath ."
        }

        It 'takes a session that somebody signed elsewhere' {
            $request = New-KsefSigningRequest $signed -Path (Join-Path $HOME signing)
            $file = Protect-TestRequest $request.Path $signed
            (Complete-KsefSigningRequest $file).Outcome | Should -Be SignedIn
            $result = New-KsefToken $signed -Permission InvoiceRead, InvoiceWrite
            $result.Outcome | Should -Be Created -Because $result.Reason
            $result.Identity | Should -BeNullOrEmpty
            (Test-KsefToken $signed -Fresh).Status | Should -Be Healthy
        }

        It 'refuses a permission that does not exist, with the nearest one' {
            { New-KsefToken $granted -Permission InvoiceRed } | Should -Throw '*InvoiceRead*'
        }
    }

    Context 'Update-KsefToken' {
        It 'does nothing under -WhatIf' {
            $before = Get-TokenCount
            Update-KsefToken $rotated -WhatIf | Should -BeNullOrEmpty
            Get-TokenCount | Should -Be $before
        }

        It 'passes over a client without a token under -Due, which runs every night' {
            Get-KsefCredential $empty | Update-KsefToken -Due -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'says so of a client without a token where it is asked for that one' {
            { Update-KsefToken $empty -ErrorAction Stop } | Should -Throw "*$empty*"
        }

        It 'says so of a certificate, which it does not rotate' {
            New-TestClient ($served = (New-TestNip 8)[-1])
            $file = (Get-KsefProfile $served).Path
            $text = (Get-Content -LiteralPath $file -Raw) -replace '(?m)^access:.*$', ''
            Set-Content -LiteralPath $file "$($text.TrimEnd())`naccess:`n  - kind: certificate`n    identity: seal`n"
            Get-KsefCredential $served | Update-KsefToken -WhatIf -InformationVariable said
            "$said" | Should -BeLike 'Certificates, which this command does not rotate: 1 of 1.*'
            Update-KsefToken $served -Due -InformationVariable said -Confirm:$false
            "$said" | Should -BeNullOrEmpty
            Remove-KsefProfile $served -Confirm:$false 6> $null
        }

        It 'rotates: the new one works, the old one is dead, the vault has one' {
            $old = Get-KsefCredential $rotated
            $result = $old | Update-KsefToken -Confirm:$false
            $result.Outcome | Should -Be Rotated -Because $result.Reason
            $result.FormerReference | Should -Be $old.Reference
            $result.FormerRevoked | Should -BeTrue
            Get-TokenStatus $old.Reference | Should -BeIn Revoking, Revoked
            $new = Get-KsefCredential $rotated
            $new.Reference | Should -Be $result.Reference
            (Test-KsefToken $rotated -Fresh).Permissions | Should -Be InvoiceRead, InvoiceWrite
            @((Get-SecretInfo -Vault KsefVault).Name -like "*$rotated*") | Should -Be $new.SecretName
        }

        It 'takes only what is due, every night' {
            $results = Update-KsefToken $rotated, $granted -Due -Confirm:$false
            $results.Outcome | Sort-Object -Unique | Should -Be NotDue
        }

        It 'plans what the run does with a token that KSeF knows as <Status> and <Who> may replace' -ForEach @(
            @{ Status = 'Active'; Who = 'nobody'; Outcome = 'NeedsSignature' }
            @{ Status = 'Revoked'; Who = 'nobody'; Outcome = 'NeedsSignature' }
            @{ Status = 'Revoked'; Who = 'the office'; Outcome = 'Rotated' }
        ) {
            New-KsefProfile ($client = (New-TestNip 9)[-1]) Planned -ExpectedPermission InvoiceRead | Out-Null
            Set-KsefCredential $client -Token (New-TestSandboxToken $sandbox $client InvoiceRead | ConvertTo-TestSecret)
            if ($Who -eq 'the office') { Grant-TestOffice $sandbox $client InvoiceRead }
            $reference = (Get-KsefCredential $client).Reference
            Invoke-TestSandbox $sandbox PATCH "tokens/$reference" @{ status = $Status } | Out-Null
            $plan = Invoke-TestProcess @"
`$result = Update-KsefToken $client -OfficePath '$($office.OfficePath)' -WhatIf
"says: `$(`$result.Outcome)"
"@ | Out-String
            $result = Update-KsefToken $client -Confirm:$false
            Remove-KsefProfile $client -IncludeSecret -Confirm:$false 6> $null
            $result.Outcome | Should -Be $Outcome -Because $result.Reason
            if ($Outcome -eq 'Rotated') { $plan | Should -BeLike "*place of $reference, which signs in no more*" }
            else { $plan.Trim() | Should -Be "says: $Outcome" }
        }

        It 'leaves a token alone that nobody here may replace' {
            $result = Update-KsefToken $alone -Confirm:$false
            $result.Outcome | Should -Be NeedsSignature
            Get-TokenStatus (Get-KsefCredential $alone).Reference | Should -Be Active
        }
    }

    Context 'Revoke-KsefToken' {
        It 'keeps a client''s last working access' {
            $result = Get-KsefCredential $alone | Revoke-KsefToken -Confirm:$false
            $result.Outcome | Should -Be NeedsForce
            Get-TokenStatus (Get-KsefCredential $alone).Reference | Should -Be Active
        }

        It 'revokes it with -Force, and says that it is dead' {
            $old = Get-KsefCredential $alone
            $text = Get-Secret -Vault KsefVault -Name $old.SecretName -AsPlainText
            Set-Content (Join-Path $said before.csv) 'NIP;Token', "$alone;$text"
            $result = $old | Revoke-KsefToken -Force -Confirm:$false
            $result.Outcome | Should -Be Revoked -Because $result.Reason
            Get-TokenStatus $old.Reference | Should -BeIn Revoking, Revoked
            (Get-KsefCredential $alone).SecretName | Should -BeNullOrEmpty
            (Get-SecretInfo -Vault KsefVault).Name | Should -Not -Contain $old.SecretName
        }

        It 'is not offered again by a spreadsheet from before' {
            $result = Import-KsefCredential (Join-Path $said before.csv) -WhatIf
            $result.Outcome, $result.Refusal | Should -Be Refused, RevokedHere
            $result.Reason | Should -BeLike '*this office revoked the token*'
        }

        It 'revokes what nobody here knows, and nothing else' {
            $ghost = (New-TestSandboxToken $sandbox $manager InvoiceRead).Split('|')[0]
            Revoke-KsefToken $manager -Unknown -WhatIf | Should -BeNullOrEmpty
            Get-TokenStatus $ghost | Should -Be Active
            $result = Revoke-KsefToken $manager -Unknown -Confirm:$false
            "$($result.Outcome) $($result.Reference)" | Should -Be "Revoked $ghost"
            Get-TokenStatus $ghost | Should -BeIn Revoking, Revoked
            Get-TokenStatus (Get-KsefCredential $manager).Reference | Should -Be Active
            Revoke-KsefToken $manager -Unknown -Confirm:$false | Should -BeNullOrEmpty
        }

        It 'revokes one that Get-KsefToken lists' {
            $ghost = (New-TestSandboxToken $sandbox $manager InvoiceRead).Split('|')[0]
            $result = Get-KsefToken $manager -Status Active | Where-Object Reference -EQ $ghost |
                Revoke-KsefToken -Confirm:$false
            $result.Outcome | Should -Be Revoked -Because $result.Reason
        }
    }

    It 'tells no secret in any stream, export or file' {
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$said'
Start-Transcript transcript.txt -IncludeInvocationHeader | Out-Null
`$VerbosePreference = `$DebugPreference = `$InformationPreference = `$WarningPreference = 'Continue'
& {
    `$all = @{ Debug = `$true; Verbose = `$true; Confirm = `$false }
    `$results = [ordered] @{
        Made = New-KsefToken $granted -Permission InvoiceWrite @all
        Rotated = Update-KsefToken $granted, $rotated @all
        Listed = Get-KsefToken $granted -Debug -Verbose
        Secrets = (Get-KsefCredential $granted).SecretName | ForEach-Object {
            (Get-Secret `$_ -Vault KsefVault -AsPlainText).Split('|')[2] }
    }
    Set-Content (Join-Path '$HOME' canaries.txt) `$results.Secrets
    `$results.Remove('Secrets')
    `$results.Revoked = Get-KsefCredential $granted | Revoke-KsefToken -Force @all
    `$results.GetEnumerator() | ForEach-Object {
        `$_.Value | ConvertTo-Json -Depth 10 | Set-Content "`$(`$_.Key).json"
        `$_.Value | Export-Clixml "`$(`$_.Key).clixml"
        `$_.Value | Format-List * -Force | Out-String -Width 4096 | Set-Content "`$(`$_.Key).txt"
    }
} *> streams.txt
Stop-Transcript | Out-Null
"@ *> (Join-Path $said process.txt)
        $canaries = Get-Content (Join-Path $HOME canaries.txt)
        $canaries.Count | Should -BeGreaterThan 1
        Get-Content (Join-Path $said Rotated.json) -Raw | Should -Match '"FormerRevoked": true'
        Get-ChildItem $said, $office.OfficePath -Recurse -File -Force | ForEach-Object {
            $text = Get-Content -LiteralPath $_ -Raw
            foreach ($canary in $canaries) { "$text".Contains($canary) | Should -BeFalse -Because $_.Name }
        }
    }
}
