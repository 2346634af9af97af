# Every example of the help, typed as it stands into an office in which the names exist that it uses.
BeforeDiscovery {
    $file = Join-Path $env:KSEFTOOLS_TEST_MODULE en-US KsefTools.Cmdlets.dll-Help.xml
    $commands = ([xml] (Get-Content -LiteralPath $file -Raw)).helpItems.command
    $examples = foreach ($command in $commands) {
        $number = 0
        foreach ($example in $command.examples.example) {
            @{ Cmdlet = $command.details.name; Number = ++$number; 
                Title = "$($example.title)".Trim(' -') -replace '^\d+: '; Code = $example.code }
        }
    }
}

Describe 'Examples of the help' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1),
            (Join-Path $PSScriptRoot ExampleOffice.psm1) -ErrorAction Stop
        $sandbox = Start-TestSandbox
        $desk = Join-Path $HOME desk
        $script:office = $null

        # What an example needs beyond the office as it is laid out: by cmdlet, or by cmdlet and number.
        $before = @{
            'Approve-KsefEnvironment 1' = { Remove-KsefProfile $kowalski -Confirm:$false }
            'Close-KsefSession' = { Test-KsefToken $kowalski }
            'Compare-KsefAudit' = {
                $run = Invoke-KsefAudit -Summary
                $audits = Join-Path $office audits
                Copy-Item -LiteralPath (Join-Path $audits $run.RunId) (Join-Path $audits 2026-11-20T0200Z) -Recurse
                Invoke-KsefAudit -Summary
            }
            'Complete-KsefSigningRequest' = { New-KsefSigningRequest $own -Path ./signing }
            'Complete-KsefSigningRequest 2' = {
                Protect-ExampleRequest ./signing
                Copy-Item ./signing/* (New-Item -ItemType Directory (Join-Path $HOME Downloads))
            }
            'Export-KsefCredential 1' = { Add-OwnCertificate }
            'Export-KsefCredential 2' = { Add-OwnCertificate }
            'Export-KsefReport 2' = { Invoke-KsefAudit -Summary }
            'Get-KsefCalendar' = { Invoke-KsefAudit -Summary }
            'Get-KsefAudit' = { Invoke-KsefAudit -Summary -Access }
            'Get-KsefCertificate 2' = { Add-OwnCertificate }
            'Get-KsefCredential 3' = {
                Add-ExampleFormer $sandbox $office
                Invoke-KsefAudit -Summary
            }
            'Get-KsefEnvironment 2' = { Approve-KsefEnvironment https://sandbox.biuro.example/v2 -Confirm:$false }
            'Get-KsefSession' = { Test-KsefToken $kowalski -Fresh }
            'Get-KsefProfile 1' = { Add-ExampleFormer $sandbox $office }
            'Grant-KsefPermission 1' = {
                Add-ExampleClient $office $kowalski Kowalski vat-monthly (
                    New-TestSandboxToken $sandbox $kowalski InvoiceRead, CredentialsManage)
            }
            'Import-KsefCredential 3' = { New-ExampleCertificateFolder (Join-Path $desk certyfikaty) }
            'Import-KsefCredential 4' = { Import-KsefCredential (Join-Path $desk tokens.csv) }
            'Initialize-KsefOffice' = { Remove-Item -LiteralPath $office -Recurse -Force }
            'Initialize-KsefOffice 1' = { Unregister-SecretVault KsefVault }
            'Move-KsefCredential' = {
                Unregister-SecretVault TeamVault -ErrorAction Ignore
                Remove-Item -LiteralPath (Join-Path $HOME TestVaultTeamVault) -Recurse -Force -ErrorAction Ignore
                Register-TestVault TeamVault
            }
            'New-KsefIdentity' = { Remove-ExampleIdentity $office }
            'New-KsefProfile 1' = { Remove-KsefProfile $kowalski -Confirm:$false }
            'New-KsefSigningRequest 1' = {
                Remove-ExampleIdentity $office
                New-KsefIdentity seal
            }
            'New-KsefToken 1' = { Add-ExampleNew $sandbox $office }
            'New-KsefToken 2' = { Remove-KsefCredential $kowalski -Confirm:$false }
            'Remove-KsefCredential 2' = { Add-ExampleFormer $sandbox $office }
            'Remove-KsefProfile 2' = { Add-ExampleFormer $sandbox $office }
            'Remove-KsefEnvironment' = { Approve-KsefEnvironment https://sandbox.biuro.example/v2 -Confirm:$false }
            'Request-KsefCertificate' = {
                Remove-ExampleIdentity $office
                New-KsefIdentity seal
                New-ExampleFile $sandbox $desk
            }
            'Restore-KsefToken' = { Convert-KsefToCertificate $kowalski }
            'Revoke-KsefCertificate 1' = {
                # A serial number is KSeF's to give.
                $serial = (Get-KsefCertificate -Identity seal)[0].SerialNumber
            }
            'Set-KsefCredential 3' = { New-ExampleFile $sandbox $desk }
            'Set-KsefIdentity 1' = {
                Set-Secret ksef-office-seal (New-ExampleCertificate $sandbox Nip 5260001246) -Vault KsefVault
            }
            'Set-KsefIdentity 2' = {
                Remove-ExampleIdentity $office
                New-KsefIdentity seal
            }
        }
        # What was typed before in the same session.
        $typedBefore = @{ 'Get-KsefFinding 3' = 'Get-KsefProfile 9999999999 -ErrorAction SilentlyContinue' }
        # Where somebody is asked for a token.
        $asksToken = 'New-KsefProfile 1', 'Set-KsefCredential 1', 'Set-KsefCredential 2'

        function Add-OwnCertificate {
            Add-ExampleClient $office $kowalski Kowalski vat-monthly (
                New-ExampleCertificate $sandbox Nip $kowalski) certificate
        }

        # Whether lines change something, so that the next example needs an office as laid out.
        function Test-Changing([string] $Code) {
            $Code -cmatch '\b(?!(Get|Test|Compare)-)[A-Z][a-z]+-Ksef'
        }
    }
    AfterAll { Stop-TestSandbox $sandbox }

    It '<Cmdlet> <Number>: <Title>' -ForEach $examples {
        if ($Code -match 'SecretStore' -and (Test-StandIn)) {
            Set-ItResult -Skipped -Because 'it is about SecretStore, which is not here'
            return
        }
        $name = "$Cmdlet $Number"
        $serial = ''
        $arrange = @($before[$Cmdlet], $before[$name]) -ne $null
        if ($arrange -or -not $script:office -or (Test-Changing $Code)) {
            $script:office = Reset-ExampleOffice $sandbox $desk
        }
        foreach ($step in $arrange) { . $step *> $null }
        $token = $name -in $asksToken ? (New-TestSandboxToken $sandbox $kowalski) : ''
        $code = $Code -replace '01F20A5D352AE590', $serial
        $end = Invoke-Example $code $desk -Token $token -After $typedBefore[$name]
        if ($arrange -or (Test-Changing $Code)) { $script:office = $null }
        $end.Failures | Should -BeNullOrEmpty -Because $Code
    }
}
