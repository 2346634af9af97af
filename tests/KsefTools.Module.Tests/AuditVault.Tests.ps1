# A run whose vault is locked. In a file of its own: a process has one SecretStore.
BeforeDiscovery { $isStandIn = $env:KSEFTOOLS_TEST_SECRETS -eq 'StandIn' }

Describe 'Invoke-KsefAudit with a vault that is locked (needs SecretStore)' -Skip:$isStandIn {
    It 'asks nobody, and ends with an exit code of its own' {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault -Password secret
        Unlock-SecretStore -Password (ConvertTo-TestSecret secret)
        $office = New-TestOffice
        $nip = New-TestNip
        New-KsefProfile $nip 'Client' -OfficePath $office.OfficePath | Out-Null
        Set-KsefCredential $nip -OfficePath $office.OfficePath -Token (New-TestToken $nip | ConvertTo-TestSecret)
        $said = Invoke-TestProcess "`$r = Invoke-KsefAudit -OfficePath '$($office.OfficePath)' -Summary
            `$r.ExitCode, `$r.Outcome, `$r.Critical, `$r.Unknown -join ' '"
        $said | Select-Object -Last 1 | Should -Be '3 VaultUnavailable 0 1'
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }
}
