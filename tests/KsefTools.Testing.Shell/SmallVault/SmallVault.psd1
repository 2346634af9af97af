@{
    ModuleVersion     = '1.0'
    GUID              = '1d0f7f5e-6c8e-4d1b-9a35-0b7c1b6f1f0a'
    Description       = 'A vault whose secrets are small, as those of Azure Key Vault are: 25 KB each.'
    NestedModules     = './SmallVault.Extension'
    FunctionsToExport = @()
    CmdletsToExport   = @()
    AliasesToExport   = @()
}
