# Whoever can write an office's files names servers there. Secrets go to KSeF, or to where a person said.
Describe 'Environments' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip 4
        New-TestClient $nips
        $nips[0..2] | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }

        # As a colleague, or a stranger, edits the file.
        function Edit-TestProfile {
            param([string] $Nip, [string] $Environment)
            $file = (Get-KsefProfile $Nip).Path
            $text = (Get-Content -LiteralPath $file -Raw) -replace '(?m)^environment:.*\n', ''
            if ($Environment) { $text += "environment: $Environment`n" }
            Set-Content -LiteralPath $file $text -NoNewline
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'sends nothing to an address that a profile names' {
        Edit-TestProfile $nips[0] 'https://stranger.example/v2'
        $result = Test-KsefToken $nips[0]
        $result.Status | Should -Be Critical
        $result.Findings.Code | Should -Be EnvironmentNotAllowed
        Test-KsefOffice | Where-Object Code -EQ EnvironmentNotAllowed | ForEach-Object Severity | Should -Be Critical
        Get-KsefToken $nips[0] -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'EnvironmentNotAllowed,*'
        Edit-TestProfile $nips[0]
    }

    It 'takes a stranger into no file' {
        { Set-KsefProfile $nips[0] -Environment https://stranger.example/v2 -Force -ErrorAction Stop } |
            Should -Throw -ErrorId 'EnvironmentNotAllowed,*'
        { New-KsefProfile 5261040828 New -Environment https://stranger.example/v2 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EnvironmentNotAllowed,*'
        { Initialize-KsefOffice (Join-Path $HOME other) -Nip 5260001246 -Name X `
            -Environment https://stranger.example/v2 } |
            Should -Throw -ErrorId 'EnvironmentNotAllowed,*'
        { Initialize-KsefOffice (Join-Path $HOME other) -Nip 5260001246 -Name X `
            -OtherEnvironment https://stranger.example/v2 } |
            Should -Throw -ErrorId 'EnvironmentNotAllowed,*'
        (Get-KsefProfile $nips[0]).Environment | Should -Be $sandbox.Address
    }

    It 'points at the environment that a page of the Ministry stands for' {
        { New-KsefProfile 5261040828 New -Environment https://ap-test.ksef.mf.gov.pl/web } | Should -Throw '*test[?]*'
    }

    It 'approves a server only after asking, for this user, until it is removed' {
        { Approve-KsefEnvironment https://sandbox.example/v2 } | Should -Throw
        Approve-KsefEnvironment https://sandbox.example/v2 -WhatIf
        Get-KsefEnvironment | Where-Object ApprovedAt | Should -BeNullOrEmpty

        (Approve-KsefEnvironment https://Sandbox.example/v2/ -Confirm:$false).Name |
            Should -Be 'https://sandbox.example/v2'
        { Get-KsefEnvironment producton -ErrorAction Stop } | Should -Throw -ErrorId 'EnvironmentNotApproved,*'
        Get-KsefEnvironment 'prodx*' -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-KsefEnvironment).Name | Should -Be 'production', 'demo', 'test', 'https://sandbox.example/v2'
        (New-KsefProfile 5261040828 New -Environment https://sandbox.example/v2).Environment |
            Should -Be 'https://sandbox.example/v2'
        $line = 'Remove-KsefEnvironment sand'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'https://sandbox.example/v2'"

        Get-KsefEnvironment | Where-Object ApprovedAt | Remove-KsefEnvironment -Confirm:$false
        { Set-KsefProfile 5261040828 -Environment https://sandbox.example/v2 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EnvironmentNotAllowed,*'
        { Remove-KsefEnvironment https://sandbox.example/v2 -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'EnvironmentNotApproved,*'
        Remove-KsefProfile 5261040828 -Confirm:$false
    }

    It 'sends a token to no other environment than the one that it was stored for' {
        Edit-TestProfile $nips[1] $sandbox.TestAddress
        $result = Test-KsefToken $nips[1]
        $result.Status | Should -Be Critical
        $result.Findings.Code | Should -Be EnvironmentChanged
        Get-KsefToken $nips[1] -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'SecretOfOtherEnvironment,*'
    }

    It 'asks before a client moves, and then knows that it has moved' {
        { Set-KsefProfile $nips[1] -Environment $sandbox.TestAddress -ErrorAction Stop } | Should -Throw
        { Set-KsefProfile $nips[2] -Environment $sandbox.TestAddress -ErrorAction Stop } | Should -Throw
        (Get-KsefProfile $nips[2]).Environment | Should -Be $sandbox.Address

        Set-KsefProfile $nips[1] -Environment $sandbox.TestAddress -Force
        (Test-KsefToken $nips[1]).Findings.Code | Should -Contain TokenUnknown
        Set-KsefProfile $nips[1] -Environment $sandbox.Address -Force
        (Test-KsefToken $nips[1]).Status | Should -Be Healthy
    }

    It 'keeps a secret of a name that somebody chose where it went first' {
        $nip = $nips[3]
        Set-Secret my-own-token (New-TestSandboxToken $sandbox $nip) -Vault KsefVault
        $file = (Get-KsefProfile $nip).Path
        Add-Content -LiteralPath $file "access:`n- kind: token`n  secret: my-own-token"
        (Test-KsefToken $nip).Status | Should -Be Healthy

        Edit-TestProfile $nip $sandbox.TestAddress
        (Test-KsefToken $nip).Findings.Code | Should -Be EnvironmentChanged
    }
}
