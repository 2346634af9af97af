@{
    ModuleVersion     = '1.0'
    GUID              = '1d0f7f5e-6c8e-4d1b-9a35-0b7c1b6f1f0a'
    Description       = 'A vault with the limits of Azure Key Vault: 25 KB a secret, and a removed one keeps its name.'
    NestedModules     = './SmallVault.Extension'
    FunctionsToExport = @()
    CmdletsToExport   = @()
    AliasesToExport   = @()
}
