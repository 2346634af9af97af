@{
    RootModule           = 'KsefTools.Cmdlets.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f3c1f0e-8d5b-4c58-9b1a-2f6a3b9f0c77'
    Author               = 'KsefTools contributors'
    CompanyName          = 'KsefTools contributors'
    Copyright            = '(c) 2026 KsefTools contributors. MIT License.'
    Description          = 'Looks after the KSeF credentials of all clients of a Polish accounting office: finds, tests and replaces tokens, gets and renews certificates, and moves clients from the one to the other, with the secrets in a vault.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    # By its identifier as well: a module that only has the name would be handed every secret.
    RequiredModules      = @(@{
            ModuleName    = 'Microsoft.PowerShell.SecretManagement'
            ModuleVersion = '1.1.2'
            GUID          = 'a5c858f6-4a8e-41f1-b1ee-0ff8f6ad69d3'
        })
    # The types' converter is in there, and types are read before the module.
    RequiredAssemblies   = @('KsefTools.Contracts.dll', 'KsefTools.Cmdlets.dll')
    TypesToProcess       = @('KsefTools.Types.ps1xml')
    FormatsToProcess     = @(
        'Views/Access.Format.ps1xml'
        'Views/Audits.Format.ps1xml'
        'Views/Calendar.Format.ps1xml'
        'Views/Certificates.Format.ps1xml'
        'Views/Conversion.Format.ps1xml'
        'Views/Credentials.Format.ps1xml'
        'Views/Import.Format.ps1xml'
        'Views/Office.Format.ps1xml'
        'Views/Permissions.Format.ps1xml'
        'Views/Sessions.Format.ps1xml'
        'Views/Signing.Format.ps1xml'
        'Views/Tokens.Format.ps1xml'
    )

    # Every name is listed: a wildcard would make PowerShell analyse the assembly at each import.
    CmdletsToExport      = @(
        'Approve-KsefEnvironment'
        'Close-KsefSession'
        'Compare-KsefAudit'
        'Complete-KsefSigningRequest'
        'Convert-KsefToCertificate'
        'Export-KsefCredential'
        'Export-KsefReport'
        'Export-KsefSupport'
        'Get-KsefAudit'
        'Get-KsefCalendar'
        'Get-KsefAccess'
        'Get-KsefAccessToken'
        'Get-KsefCertificate'
        'Get-KsefCredential'
        'Get-KsefEnvironment'
        'Get-KsefFinding'
        'Get-KsefIdentity'
        'Get-KsefOffice'
        'Get-KsefPermission'
        'Get-KsefProfile'
        'Get-KsefSession'
        'Get-KsefToken'
        'Grant-KsefPermission'
        'Import-KsefCredential'
        'Initialize-KsefOffice'
        'Invoke-KsefAudit'
        'Invoke-KsefRequest'
        'Move-KsefCredential'
        'New-KsefIdentity'
        'New-KsefProfile'
        'New-KsefSigningRequest'
        'New-KsefToken'
        'Remove-KsefCredential'
        'Remove-KsefEnvironment'
        'Remove-KsefIdentity'
        'Remove-KsefProfile'
        'Request-KsefCertificate'
        'Restore-KsefToken'
        'Revoke-KsefAccess'
        'Revoke-KsefCertificate'
        'Revoke-KsefPermission'
        'Revoke-KsefToken'
        'Set-KsefCredential'
        'Set-KsefIdentity'
        'Set-KsefOffice'
        'Set-KsefProfile'
        'Test-KsefCertificate'
        'Test-KsefOffice'
        'Test-KsefToken'
        'Update-KsefCertificate'
        'Update-KsefToken'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            Tags       = @('KSeF', 'Poland', 'einvoicing', 'token', 'credentials', 'accounting')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
