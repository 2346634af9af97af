# Certificates after their issue: listed, tested, audited beside tokens, and revoked.
Describe 'Care for certificates' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.TestAddress
        $file = Join-Path $office.OfficePath office.yaml
        $text = Get-Content -LiteralPath $file -Raw
        $identity = "identities:`n  - name: seal`n    kind: seal`n    subject: '5260001246'"
        Set-Content -LiteralPath $file ($text -replace 'identities: \[\]', $identity) -NoNewline
        $own, $served, $bare = New-TestNip 3
        New-TestClient $own, $served, $bare
        $mine = New-TestSeal $office.OfficePath $own
        Set-KsefCredential $own -CertificatePath $mine.Pfx -Password $mine.Password
        $path = (Get-KsefProfile $served).Path
        $profileText = (Get-Content -LiteralPath $path -Raw) -replace
            '(?m)^access:.*$', "access:`n  - kind: certificate`n    identity: seal"
        if ($profileText -notmatch 'identity: seal') { $profileText = $profileText.TrimEnd() +
            "`naccess:`n  - kind: certificate`n    identity: seal`n" }
        Set-Content -LiteralPath $path $profileText -NoNewline
        $seal = New-TestSeal $office.OfficePath 5260001246
        $issued = Request-KsefCertificate seal -CertificatePath $seal.Pfx -Password $seal.Password
        function Get-Said($Object) {
            @($Object | Format-List * -Force | Out-String -Width 4096; $Object | ConvertTo-Json -Depth 8) -join "`n"
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'shows certificates beside tokens in Get-KsefCredential, with identity or serial number' {
        $credentials = Get-KsefCredential -Kind Certificate
        ($credentials | Where-Object Nip -EQ $served).Identity | Should -Be seal
        ($credentials | Where-Object Nip -EQ $own).SerialNumber | Should -Match '^[0-9A-F]{16,}$'
        Get-KsefCredential | Format-Table | Out-String | Should -Match '\bCert\b'
    }

    It 'lists what KSeF has and what the vault holds, matched by serial number' {
        $certificate = Get-KsefCertificate seal
        $certificate.SerialNumber | Should -Be $issued.SerialNumber
        $certificate.Status | Should -Be Active
        $certificate.InKseF | Should -BeTrue
        $certificate.SecretName | Should -Be $issued.SecretName
        $certificate | Format-Table | Out-String | Should -Match "identity seal.*NIP 5260001246"
    }

    It 'takes credentials from the pipeline, and lists an identity once' {
        $listed = @(Get-KsefCredential $served, $bare | Get-KsefCertificate)
        $listed.SerialNumber | Should -Be $issued.SerialNumber
    }

    It 'says how many of the chosen clients have none, and what moves them to one' {
        $said = Get-KsefCertificate -Nip $bare 6>&1
        "$said" | Should -Be ('Clients without a certificate: 1. ' +
            'Convert-KsefToCertificate moves a client from its token to one.')
    }

    It 'asks nothing of KSeF with -Local' {
        $certificate = Get-KsefCertificate -Identity seal -Local
        $certificate.InKseF | Should -BeNullOrEmpty
        $certificate.SerialNumber | Should -Be $issued.SerialNumber
    }

    It 'says which identity the office does not have' {
        Get-KsefCertificate stamp -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityNotFound,*'
    }

    It 'audits certificates beside tokens: one result for each client' {
        $results = Get-KsefCredential | Test-KsefToken
        $results.Count | Should -Be 3
        $result = $results | Where-Object Nip -EQ $served
        $result.Kind | Should -Be Certificate
        $result.SerialNumber | Should -Be $issued.SerialNumber
        $result.Findings.Code | Should -Be IdentityNotGranted
        $result.Remedy | Should -Match '^Convert-KsefToCertificate'
        Get-Said $results | Should -Not -Match 'PRIVATE KEY'
    }

    It 'tests the office''s seal by KSeF''s list' {
        (Test-KsefCertificate -Identity seal).Status | Should -Be Healthy
    }

    It 'tests with a real sign-in in each client''s context, and passes tokens over' {
        $results = @(Get-KsefCredential | Test-KsefCertificate -Online)
        $results.Count | Should -Be 2
        $results.SignIn | Should -Contain Cold
        ($results | Where-Object Nip -EQ $served).Findings.Code | Should -Be IdentityNotGranted
    }

    It 'lists the tokens of a client that signs in with a certificate, as GhostToken advises' {
        $body = @{ context = @{ type = 'Nip'; value = $own }; permissions = @('InvoiceRead') }
        $ghost = Invoke-TestSandbox $sandbox POST 'tokens?environment=test' $body
        $tokens = @(Get-KsefToken $own)
        $tokens.Reference | Should -Be $ghost.referenceNumber
        $tokens.SecretName | Should -BeNullOrEmpty
    }

    It 'says in one sentence, with the command, that an identity has no certificate to renew' {
        New-KsefIdentity stamp 6> $null | Out-Null
        Update-KsefCertificate stamp -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'NothingToRenew,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'New-KsefSigningRequest'
        "$failure" | Should -Be ("Identity stamp has no certificate to renew. " +
            "The first one begins with New-KsefSigningRequest -Identity 'stamp' -ForEnrolment.")
        Update-KsefCertificate stamp -WhatIf -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'NothingToRenew,*'
    }

    It 'renews the identities that have a certificate, and says of the others once what is missing' {
        $results = @(Update-KsefCertificate -InformationVariable said -ErrorVariable failure)
        $results.Identity | Should -Be seal
        $failure | Should -BeNullOrEmpty
        "$said" | Should -Match "^Identity stamp has no certificate to renew\."
        Remove-KsefIdentity stamp -Confirm:$false 6> $null
    }

    It 'says under -WhatIf which certificate would be renewed, and of one that is not due from when on' {
        Start-Transcript ($log = Join-Path $HOME whatif.txt) | Out-Null
        Update-KsefCertificate seal -WhatIf -InformationVariable said | Should -BeNullOrEmpty
        Request-KsefCertificate seal -WhatIf | Should -BeNullOrEmpty
        Stop-Transcript | Out-Null
        "$said" | Should -Match '^identity seal: The present certificate is valid until .* renewed from .* on\.$'
        Get-Content $log -Raw | Should -Not -Match 'What if'
        Start-Transcript $log | Out-Null
        Update-KsefCertificate seal -Force -WhatIf | Should -BeNullOrEmpty
        Stop-Transcript | Out-Null
        $serial = (Get-KsefCertificate seal -Local).SerialNumber
        Get-Content $log -Raw | Should -Match "Renew the KSeF certificate $serial, which ends on"
    }

    It 'exports an identity''s certificate to the path that follows it' {
        $to = Join-Path $office.OfficePath out.pfx
        (Export-KsefCredential -Identity seal $to -Password $seal.Password -PassThru).FullName | Should -Be $to
        $to = Join-Path $office.OfficePath piped.pfx
        $all = Get-KsefCertificate seal
        ($all | Export-KsefCredential -Path $to -Password $seal.Password -PassThru).FullName | Should -Be $to
    }

    It 'says which parameter a text is for that stands where the NIP does: <Line>' -ForEach @(
        @{ Line = 'Export-KsefCredential ./folder -Password $seal.Password'; Meant = "-Path './folder'" }
        @{ Line = 'Move-KsefCredential Archive'; Meant = "-Vault 'Archive' or -Identity 'Archive'" }
        @{ Line = 'Invoke-KsefRequest /tokens'; Meant = "-Path '/tokens'" }
        @{ Line = 'New-KsefSigningRequest ./out'; Meant = "-Path './out'" }
        @{ Line = 'New-KsefSigningRequest seal'; Meant = "-Path 'seal' or -Identity 'seal'" }
        @{ Line = 'Close-KsefSession 20260115-SE-0000000000-0000000000-00'; Meant = '-Reference ''20260115-SE-' }
        @{ Line = 'Set-KsefCredential $seal.Password'; Meant = '-Token' }
        @{ Line = 'New-KsefProfile ''Piekarnia'''; Meant = "-Name 'Piekarnia'" }
    ) {
        $failure = { Get-KsefCredential $own | & ([scriptblock]::Create('$input | ' + $Line)) } |
            Should -Throw -PassThru
        "$failure" | Should -BeLike "*$Meant*"
    }

    It 'says of a mistyped NIP nothing but that it is none' {
        { Export-KsefCredential 1111111112 ./folder -Password $seal.Password } |
            Should -Throw '*not a NIP: ten digits, of which the last is a check digit.'
    }

    It 'says that an identity has a parameter of its own, and a client, too' {
        Test-KsefCertificate seal -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Be "'seal' is an identity of the office, and not a client's NIP: type -Identity 'seal'"
        foreach ($command in 'Get-KsefCertificate', 'Request-KsefCertificate', 'Update-KsefCertificate') {
            & $command $own -ErrorVariable failure -ErrorAction SilentlyContinue
            "$failure" | Should -BeLike "*A client is named by -Nip $own."
        }
    }

    It 'says of picked tokens that they are none of its business, and which command tests them' {
        $token, $other = $nips = New-TestNip 5 | Select-Object -Last 2
        New-TestClient $nips
        $nips | ForEach-Object {
            Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ | ConvertTo-TestSecret)
        }
        Get-KsefCredential $nips | Test-KsefCertificate -InformationVariable said 6> $null | Should -BeNullOrEmpty
        "$said" | Should -BeLike 'Tokens, which this command does not test: 2 of 2. Test-KsefToken tests them.'
        Get-KsefCredential $token, $served | Test-KsefCertificate -Local -InformationVariable said 6> $null |
            ForEach-Object Nip | Should -Be $served
        "$said" | Should -BeLike '*: 1 of 2.*'
        Test-KsefCertificate $token -InformationVariable said 6> $null | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*: 1 of 1.*'
        Test-KsefCertificate -Local -InformationVariable said 6> $null | Out-Null
        "$said" | Should -BeNullOrEmpty -Because 'nobody has picked the office''s tokens'
        Remove-KsefProfile $nips -IncludeSecret -Confirm:$false 6> $null
    }

    It 'finds nothing wrong with -Local in what is in order' {
        (Get-KsefCredential $served | Test-KsefCertificate -Local).Status | Should -Be Healthy
    }

    It 'completes the names of identities' {
        $line = 'Test-KsefCertificate -Identity '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain seal
    }

    It 'takes no identity''s name for a serial number' {
        Revoke-KsefCertificate seal -WhatIf -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -BeLike "*named by its serial number: Get-KsefCertificate 'seal' lists them."
    }

    It 'says of a token from the pipeline that it names no certificate' {
        $nip = New-TestNip 6 | Select-Object -Last 1
        New-TestClient $nip
        Set-KsefCredential $nip -Token (New-TestSandboxToken $sandbox $nip | ConvertTo-TestSecret)

        Get-KsefCredential $nip | Revoke-KsefCertificate -Confirm:$false -ErrorAction SilentlyContinue `
            -ErrorVariable failure | Should -BeNullOrEmpty

        $failure.FullyQualifiedErrorId | Should -BeLike 'InputNamesNobody,*'
        Remove-KsefProfile $nip -IncludeSecret -Confirm:$false 6> $null
    }

    It 'revokes nothing under -WhatIf' {
        Get-KsefCertificate seal | Revoke-KsefCertificate -WhatIf | Should -BeNullOrEmpty
        (Get-KsefCertificate seal).Status | Should -Be Active
    }

    It 'revokes from the pipeline, keeps the secret, and warns which file names it' {
        $result = Get-KsefCertificate seal |
            Revoke-KsefCertificate -Reason KeyCompromise -Confirm:$false -WarningVariable warning -WarningAction Ignore
        $result.Outcome | Should -Be Revoked
        "$warning" | Should -Match 'office\.yaml \(seal\)'
        Get-Secret -Name $issued.SecretName -Vault KsefVault -AsPlainText | Should -Match 'PRIVATE KEY'
        $listed = (Invoke-TestSandbox $sandbox GET 'certificates?environment=test') | ConvertTo-Json -Depth 6
        $listed | Should -Match 'Revoked'
        Get-Said $result, $warning | Should -Not -Match 'PRIVATE KEY'
    }

    It 'says under -WhatIf that it is revoked already' {
        $list = "Get-KsefCertificate seal -OfficePath '$($office.OfficePath)'"
        $said = Invoke-TestProcess "$list | Revoke-KsefCertificate -WhatIf" | Out-String
        $said | Should -BeLike "*$($issued.SerialNumber) (identity seal): revoked in KSeF already.*"
        $said | Should -Not -BeLike '*What if*'
    }

    It 'says so afterwards, in the test and in the audit' {
        (Test-KsefCertificate -Identity seal -Online).Findings.Code | Should -Be CertificateRevoked
        (Get-KsefCredential $served | Test-KsefToken).Findings.Code | Should -Be CertificateRevoked
    }

    It 'says that what nobody has is not found, in the plan as in the run' {
        $how = @{ Nip = $own; ErrorVariable = 'failure'; ErrorAction = 'SilentlyContinue' }
        Revoke-KsefCertificate 0123456789ABCDEF -Confirm:$false @how
        $failure.FullyQualifiedErrorId | Should -BeLike 'CertificateNot*'
        $ofRun = "$failure"
        Revoke-KsefCertificate 0123456789ABCDEF -WhatIf @how
        "$failure" | Should -Be $ofRun
    }

    It 'leaves no key in state, journal or observations' {
        $state = Join-Path $office.OfficePath .state
        Get-ChildItem -LiteralPath $state -Recurse -File -Force |
            Where-Object { (Get-Content -LiteralPath $_ -Raw) -match 'PRIVATE KEY' } | Should -BeNullOrEmpty
    }
}
