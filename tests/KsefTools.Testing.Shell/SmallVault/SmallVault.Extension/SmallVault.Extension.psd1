@{
    ModuleVersion     = '1.0'
    GUID              = '7b0a1e2c-58cf-4a34-8f6f-3a2f2d1e9c55'
    RootModule        = 'SmallVault.Extension.psm1'
    FunctionsToExport = @('Get-Secret', 'Get-SecretInfo', 'Set-Secret', 'Remove-Secret', 'Test-SecretVault')
    CmdletsToExport   = @()
    AliasesToExport   = @()
}
