# Tokens whose secrets have one name in two vaults: what is rotated in one leaves the other alone.
Describe 'Two vaults that each have a secret of one name' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        Register-TestVault Second
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        Add-TestIdentity $sandbox $office
        $both, $here, $there, $alone = $nips = New-TestNip 4
        New-TestClient $nips
        $nips | ForEach-Object { Grant-TestOffice $sandbox $_ InvoiceRead, InvoiceWrite }

        # A token of the client's in a vault, under a name, as its profile says; gives its number.
        function Add-Token([string] $Nip, [string] $Name, [string] $Vault) {
            $token = New-TestSandboxToken $sandbox $Nip
            Set-Secret $Name $token -Vault $Vault
            $file = (Get-KsefProfile $Nip).Path
            $text = (Get-Content -LiteralPath $file -Raw) -replace '(?m)^access: \[\]\n', ''
            if ($text -notmatch '(?m)^access:') { $text += "access:`n" }
            Set-Content -LiteralPath $file "$($text.TrimEnd())`n  - kind: token`n    secret: $Name`n    vault: $Vault"
            $token.Split('|')[0]
        }
        function Get-Kept([string] $Name, [string] $Vault) {
            Get-SecretInfo $Name -Vault $Vault | ForEach-Object { Get-Secret $_.Name -Vault $Vault -AsPlainText }
        }
        function Get-TokenStatus([string] $Reference) {
            ((Invoke-TestSandbox $sandbox GET tokens).tokens | Where-Object referenceNumber -EQ $Reference).status
        }
        $old = (Add-Token $both both-token KsefVault), (Add-Token $both both-token Second)
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'has both tokens of one client announced' {
        $said = Invoke-TestProcess "Update-KsefToken $both -OfficePath '$($office.OfficePath)' -WhatIf" | Out-String
        [regex]::Matches($said, 'What if:').Count | Should -Be 2 -Because $said
    }

    It 'has both tokens of one client rotated, each in its own vault' {
        $results = @(Get-KsefCredential $both | Update-KsefToken -Confirm:$false)
        $results.Outcome | Should -Be Rotated, Rotated -Because "$($results.Reason)"
        $results.Vault | Sort-Object | Should -Be KsefVault, Second
        $results.FormerReference | Should -Be $old
        foreach ($result in $results) {
            Get-Kept $result.SecretName $result.Vault | Should -BeLike "$($result.Reference)|*"
            Get-TokenStatus $result.FormerReference | Should -BeIn Revoking, Revoked
        }
        Get-Kept both-token KsefVault | Should -BeNullOrEmpty
        Get-Kept both-token Second | Should -BeNullOrEmpty
        (Test-KsefToken $both -Fresh).Status | Should -Be Healthy, Healthy
    }

    It 'has the tokens of two clients rotated, each in its own vault' {
        $references = (Add-Token $here client-token KsefVault), (Add-Token $there client-token Second)
        $results = @(Get-KsefCredential $here, $there | Update-KsefToken -Confirm:$false)
        $results.Outcome | Should -Be Rotated, Rotated -Because "$($results.Reason)"
        foreach ($result in $results) {
            Get-Kept $result.SecretName $result.Vault | Should -BeLike "$($result.Reference)|nip-$($result.Nip)|*"
        }
        $references | ForEach-Object { Get-TokenStatus $_ | Should -BeIn Revoking, Revoked }
        Get-Kept client-token KsefVault | Should -BeNullOrEmpty
        Get-Kept client-token Second | Should -BeNullOrEmpty
    }

    It 'has nobody else''s secret of that name read, changed or removed' {
        $reference = Add-Token $alone alone-token KsefVault
        Set-Secret alone-token 'of somebody else' -Vault Second
        $result = Update-KsefToken $alone -Confirm:$false
        "$($result.Outcome) $($result.Vault)" | Should -Be 'Rotated KsefVault' -Because $result.Reason
        Get-TokenStatus $reference | Should -BeIn Revoking, Revoked
        Get-Kept alone-token Second | Should -BeExactly 'of somebody else'
        Get-Kept alone-token KsefVault | Should -BeNullOrEmpty
    }
}
