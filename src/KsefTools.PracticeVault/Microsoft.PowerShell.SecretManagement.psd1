# SecretManagement's name, identifier and version, so that modules that require it can be imported; the rest is a
# stand-in.
@{
    RootModule           = 'KsefTools.PracticeVault.dll'
    ModuleVersion        = '1.1.2'
    GUID                 = 'a5c858f6-4a8e-41f1-b1ee-0ff8f6ad69d3'
    Author               = 'KsefTools contributors'
    CompanyName          = 'KsefTools contributors'
    Copyright            = '(c) 2026 KsefTools contributors. MIT License.'
    Description          = 'A stand-in for SecretManagement, for the tests of KsefTools and its practice prompt. It keeps secrets in plain files: never give it a real one.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Get-Secret'
        'Get-SecretInfo'
        'Get-SecretVault'
        'Register-SecretVault'
        'Remove-Secret'
        'Set-Secret'
        'Set-SecretVaultDefault'
        'Test-SecretVault'
        'Unregister-SecretVault'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
