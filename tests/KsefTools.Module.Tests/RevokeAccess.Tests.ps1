# The end of access, in a real PowerShell: a client who wants the office out, and somebody who leaves the office.
Describe 'Revoke-KsefAccess' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $said = New-Item -ItemType Directory (Join-Path $HOME access)

        # One that the office may manage, one where it may not, one whose token somebody made, and two that stay.
        $managed, $reader, $made, $other, $quiet, $printed = $nips = New-TestNip 6
        New-TestClient $nips
        $canaries = foreach ($nip in $nips) {
            $rights = if ($nip -in $managed, $other) { 'InvoiceRead', 'CredentialsManage' } else { , 'InvoiceRead' }
            $token = New-TestSandboxToken $sandbox $nip $rights
            $by = if ($nip -eq $made) { 'ewa.kot' } else { 'jan.kos' }
            Set-KsefCredential $nip -Token ($token | ConvertTo-TestSecret) -GeneratedBy $by
            $token.Split('|')[2]
        }
        foreach ($nip in $managed, $other) {
            Invoke-TestSandbox $sandbox POST grants @{
                context = @{ type = 'Nip'; value = $nip }
                authorized = @{ type = 'Pesel'; value = '92092116350' }; permissions = @('InvoiceWrite')
            } | Out-Null
        }
        # One that has a certificate for QR codes on paper, beside its token and the one that signs in.
        foreach ($type in 'Authentication', 'Offline') {
            $planted = Invoke-TestSandbox $sandbox POST certificates @{
                subject = @{ type = 'Nip'; value = $printed }; type = $type; commonName = "Client $printed"
            }
            Set-Secret "ksef-printed-$type" "$($planted.certificate)`n$($planted.privateKey)`n" -Vault KsefVault
            Add-Content -LiteralPath (Get-KsefProfile $printed).Path (
                "  - kind: certificate`n    secret: ksef-printed-$type")
        }
        Grant-TestOffice $sandbox $reader InvoiceRead
        Grant-TestOffice $sandbox $made InvoiceRead
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'plans with -WhatIf and changes nothing' {
        $plan = Revoke-KsefAccess $managed -WhatIf -InformationVariable told
        $plan.Outcome | Should -Be Planned
        "$told" | Should -BeNullOrEmpty -Because 'nothing was done yet'
        $plan.Steps.Kind | Should -Contain Token
        $plan.Steps.Kind | Should -Contain Permission
        (Get-KsefCredential $managed).SecretName | Should -Not -BeNullOrEmpty
        (Get-KsefAccess $managed -Holder 92092116350).Kind | Should -Contain Permission
    }

    It 'asks whether to end accesses for good, and names them' {
        Start-Transcript ($log = Join-Path $HOME whatif.txt) | Out-Null
        try { Revoke-KsefAccess $managed -Confirm -ErrorAction Stop } catch { "$_" }
        Stop-Transcript | Out-Null
        $asked = (Get-Content $log -Raw) -replace '\s+', ' '
        $asked | Should -Match 'End for good: (Token|Permission|Certificate|Session) '
        $asked | Should -Not -Match 'Planned:'
    }

    It 'ends all of the office''s at a client, and proves it' {
        $end = Revoke-KsefAccess $managed -EvidencePath (Join-Path $said evidence) -Confirm:$false `
            -InformationVariable told 6> $null
        "$told" | Should -Be "Next, to take its file out: Remove-KsefProfile $managed -IncludeSecret -WhatIf"
        "$($end.Outcome) $($end.Steps)" | Should -Match '^Ended'
        ($end.Steps | Where-Object Kind -EQ Token).Proof | Should -Match 450
        (Get-KsefCredential $managed).SecretName | Should -BeNullOrEmpty
        Get-Content $end.EvidencePath -Raw | Should -Match ($end.Steps | Where-Object Kind -EQ Token).Reference
        Get-Content ($end.EvidencePath -replace 'md$', 'json') -Raw | ConvertFrom-Json |
            ForEach-Object outcome | Should -Be Ended
    }

    It 'says that it was ended before, the second time' {
        (Revoke-KsefAccess $managed -Confirm:$false).Outcome | Should -Be AlreadyEnded
    }

    It 'writes a letter for what only the client can end' {
        $end = Revoke-KsefAccess $reader -RequestPath (Join-Path $said letters) -Confirm:$false `
            -InformationVariable told 6> $null
        "$told" | Should -Be "Next, once the client has ended the rest: Get-KsefAccess $reader"
        $end.Outcome | Should -Be ClientMust
        Get-Content ($end.LetterPath -replace 'eml$', 'pl.md') -Raw | Should -Match $reader
        (Get-KsefCredential $reader).SecretName | Should -BeNullOrEmpty
    }

    It 'lets a new token take the place of a leaver''s, and keeps the others' {
        $before = (Get-KsefCredential $made).Reference
        $end = Revoke-KsefAccess -Holder ewa.kot -Replace -Confirm:$false -InformationVariable told 6> $null
        "$told" | Should -Be "Next, to see what is left: Get-KsefAccess -Holder 'ewa.kot'"
        "$($end.Nip) $($end.Outcome)" | Should -Be "$made Replaced"
        (Get-KsefCredential $made).Reference | Should -Not -Be $before
        (Get-KsefAccessToken $made).Nip | Should -Be $made
        (Get-KsefAccessToken $quiet).Nip | Should -Be $quiet
    }

    It 'ends what an employee has at all clients, with the certificate' {
        $ends = Revoke-KsefAccess -Holder 92092116350 -Confirm:$false -WarningAction SilentlyContinue
        ($ends | Where-Object Nip -EQ $other).Outcome | Should -Be Ended
        ($ends | Where-Object Nip -EQ 5260001246).Steps.Kind | Should -Contain Certificate
        $left = Get-KsefAccess -Holder 92092116350 -ErrorAction Ignore
        $left | Where-Object Kind -EQ Permission | Should -BeNullOrEmpty
        (Get-KsefAccessToken $other).Nip | Should -Be $other
    }

    It 'keeps the last working access without -Force' {
        $end = Revoke-KsefAccess -Holder jan.kos -Confirm:$false -WarningAction SilentlyContinue |
            Where-Object Nip -EQ $quiet
        $end.Outcome | Should -Be NeedsForce
        (Get-KsefAccessToken $quiet).Nip | Should -Be $quiet
    }

    It 'keeps a certificate for QR codes on paper, and says how it would go' {
        $plan = Revoke-KsefAccess $printed -WhatIf
        $step = $plan.Steps | Where-Object What -EQ Offline
        "$($step.Outcome) $($step.Reason)" | Should -Match '^Kept .*-IncludeOffline'
    }

    It 'warns of the QR codes and asks before such a certificate goes' {
        $said = Invoke-TestProcess "
            `$env:KSEF_OFFICE = '$($office.OfficePath)'
            Revoke-KsefAccess $printed -IncludeOffline" *>&1 | Out-String
        $said | Should -Match "$printed.*$($planted.serialNumber).*QR codes"
        # A shell that nobody can answer in ends nothing.
        (Get-KsefCertificate -Nip $printed | Where-Object Type -EQ Offline).Status | Should -Be Active

        $end = Revoke-KsefAccess $printed -IncludeOffline -Confirm:$false -WarningVariable warned `
            -WarningAction SilentlyContinue
        "$warned" | Should -Match "$($planted.serialNumber).*QR codes"
        ($end.Steps | Where-Object What -EQ Offline).Outcome | Should -Be Ended
    }

    It 'refuses a NIP that is no client, and goes on' {
        $plan = '9999999999', $quiet | Revoke-KsefAccess -WhatIf -ErrorVariable failure -ErrorAction SilentlyContinue
        $plan.Nip | Should -Be $quiet
        $failure.Count | Should -Be 1
    }

    It 'tells no secret in any stream, letter, evidence or journal' {
        Invoke-TestProcess @"
`$env:KSEF_OFFICE = '$($office.OfficePath)'
Set-Location '$said'
& {
    `$all = @{ Debug = `$true; Verbose = `$true; WarningAction = 'Continue'; Confirm = `$false }
    Revoke-KsefAccess $quiet -EvidencePath evidence -RequestPath letters @all |
        ForEach-Object { `$_ | ConvertTo-Json -Depth 10; `$_ | Format-List * -Force | Out-String -Width 4096 }
} *> streams.txt
"@ *> (Join-Path $said process.txt)
        Get-Content (Join-Path $said streams.txt) -Raw | Should -Match $quiet
        $canaries.Count | Should -Be 6
        Get-ChildItem $said, $office.OfficePath -Recurse -File -Force | ForEach-Object {
            $text = Get-Content -LiteralPath $_ -Raw
            foreach ($canary in $canaries) { "$text".Contains($canary) | Should -BeFalse -Because $_.Name }
        }
    }
}
