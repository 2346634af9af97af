Describe 'Requests that another program signs' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.TestAddress
        $env:KSEF_OFFICE = $office.OfficePath
        $file = Join-Path $office.OfficePath office.yaml
        $text = Get-Content -LiteralPath $file -Raw
        $identity = "identities:`n  - name: seal`n    kind: seal`n    subject: '5260001246'"
        Set-Content -LiteralPath $file ($text -replace 'identities: \[\]', $identity) -NoNewline
        $clients = New-TestNip -Count 3
        New-TestClient $clients
        $folder = Join-Path $office.OfficePath .. "signing-$([guid]::NewGuid().ToString('N'))"
    }
    BeforeEach {
        if (Test-Path -LiteralPath $folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath, $folder -Recurse -Force -ErrorAction Ignore
    }

    It 'writes nothing and asks nothing under -WhatIf' {
        New-KsefSigningRequest $clients -Path $folder -WhatIf | Should -BeNullOrEmpty
        Test-Path -LiteralPath $folder | Should -BeFalse
    }

    It 'writes one file a client, named for client and deadline' {
        $requests = @($clients | New-KsefSigningRequest -Path $folder)
        $requests.Count | Should -Be 3
        $requests.State | Should -Be Waiting, Waiting, Waiting
        foreach ($request in $requests) {
            Split-Path -Leaf $request.Path | Should -Match "^$($request.Nip)-do-\d{8}-\d{4}\.xml$"
            $request.MinutesLeft | Should -BeGreaterOrEqual 9
            if (-not $IsWindows) { (Get-Item -LiteralPath $request.Path).UnixMode | Should -Be '-rw-------' }
        }
    }

    It 'uses the folder signing where it is told none' {
        New-Item -ItemType Directory $folder | Out-Null
        Push-Location $folder
        try {
            $request = New-KsefSigningRequest $clients[0]
            Split-Path -Parent $request.Path | Should -Be (Join-Path (Resolve-Path $folder).Path signing)
            (Complete-KsefSigningRequest).Outcome | Should -Be Waiting
        }
        finally { Pop-Location }
    }

    It 'gives a row for each file of a folder, whatever its ending, and names the setting to choose' {
        New-Item -ItemType Directory $folder | Out-Null
        $cases = Join-Path $PSScriptRoot .. KsefTools.Core.Tests Cases 25-other-endings
        Copy-Item (Join-Path $cases x.asice), (Join-Path $cases x.xml.p7m) $folder
        Set-Content (Join-Path $folder x.xades) '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
        Set-Content (Join-Path $folder x.pdf) '%PDF-1.7'
        $rows = @(Complete-KsefSigningRequest $folder)
        $rows.Outcome | Should -Be Rejected, Rejected, Rejected, Rejected
        $rows.Reason | Should -Match 'ASiC|CAdES|detached|PAdES'
        $rows.Reason | Should -Match 'enveloped'
    }

    It 'takes profiles from the pipeline, each client once' {
        @(Get-KsefProfile $clients[0], $clients[0] | New-KsefSigningRequest -Path $folder).Count | Should -Be 1
    }

    It 'warns of more than can be signed by hand' {
        $many = New-TestNip -Count 19 | Select-Object -Last 16
        New-TestClient $many
        $many | New-KsefSigningRequest -Path $folder -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
        "$warned" | Should -Match '16 requests'
    }

    It 'names the identity and the client that the office does not have, and goes on' {
        New-KsefSigningRequest -Identity stamp -Path $folder -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityNotFound,*'
        $stranger = New-TestNip -Count 40 | Select-Object -Last 1
        $made = New-KsefSigningRequest $stranger,
            $clients[1] -Path $folder -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
        $made.Nip | Should -Be $clients[1]
    }

    It 'makes a session of each signed file, that the next process uses' {
        $requests = $clients | New-KsefSigningRequest -Path $folder
        $requests | ForEach-Object { Protect-TestRequest $_.Path -Nip $_.Nip }
        $results = @(Get-ChildItem -LiteralPath $folder |
                Complete-KsefSigningRequest -InformationVariable said 6> $null)
        "$said" | Should -BeLike "Next, *: Convert-KsefToCertificate -Nip $(($clients | Sort-Object) -join ',') -WhatIf"
        $results.Outcome | Should -Be SignedIn, SignedIn, SignedIn
        $results.Nip | Sort-Object | Should -Be ($clients | Sort-Object)
        $results[0].SignedBy | Should -BeLike 'NIP *'
        $again = Invoke-TestProcess "Complete-KsefSigningRequest '$folder' | ForEach-Object Outcome"
        $again | Should -Be AlreadyAnswered, AlreadyAnswered, AlreadyAnswered
    }

    It 'sends nothing under -WhatIf' {
        $request = New-KsefSigningRequest $clients[0] -Path $folder
        Protect-TestRequest $request.Path -Nip $request.Nip
        Complete-KsefSigningRequest $folder -WhatIf | Should -BeNullOrEmpty
        (Complete-KsefSigningRequest $folder).Outcome | Should -Be SignedIn
    }

    It 'says of a file that was changed what is wrong with it' {
        $request = New-KsefSigningRequest $clients[0] -Path $folder
        $signed = Protect-TestRequest $request.Path -Nip $request.Nip
        $spoilt = (Get-Content -LiteralPath $signed -Raw) -replace '</AuthTokenRequest>', ' </AuthTokenRequest>'
        Set-Content -LiteralPath $signed $spoilt -NoNewline
        $result = Complete-KsefSigningRequest $folder -InformationVariable said
        "$said" | Should -BeNullOrEmpty
        $result.Outcome | Should -Be Rejected
        $result.Reason | Should -BeLike "*$(Split-Path -Leaf $signed)*changed after signing*"
    }

    It 'says why an identity without a certificate gets none, and what to type' {
        Request-KsefCertificate seal -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match "New-KsefSigningRequest -Identity 'seal' -ForEnrolment"
    }

    It 'gets the office''s first certificate by a signature' {
        $request = New-KsefSigningRequest -Identity seal -ForEnrolment -Path $folder
        $request.Purpose | Should -Be Enrolment
        Protect-TestRequest $request.Path -Nip 5260001246
        $result = Complete-KsefSigningRequest $folder -InformationVariable said 6> $null
        "$said" | Should -Be "Next: Convert-KsefToCertificate -Identity 'seal' -WhatIf"
        $result.Outcome | Should -Be Enrolled
        $result.Certificate.IsProven | Should -BeTrue
        Get-Content -LiteralPath $file -Raw | Should -Match "secret: $($result.Certificate.SecretName)"
        (Request-KsefCertificate seal).Outcome | Should -Be NotDue
    }

    It 'shows requests and results as tables' {
        $request = New-KsefSigningRequest $clients[0] -Path $folder
        $request | Out-String -Width 200 | Should -Match 'MinutesLeft'
        Complete-KsefSigningRequest $folder | Out-String -Width 200 | Should -Match '(?s)Outcome.*Waiting'
    }

    It 'completes the names of identities' {
        $line = 'New-KsefSigningRequest -Identity se'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain seal
    }
}
