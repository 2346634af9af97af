Describe 'The module' {
    BeforeAll {
        # Another module was here first, with its own version of a package that ours needs too.
        $script:theirs = [System.Reflection.Assembly]::LoadFrom($env:KSEFTOOLS_TEST_OTHER_YAML)
        Import-Module $env:KSEFTOOLS_TEST_MODULE -ErrorAction Stop
    }

    It 'loads no engine before a cmdlet needs it' {
        [System.Runtime.Loader.AssemblyLoadContext]::All.Name | Should -Not -Contain 'KsefTools' -Because (
            'importing must stay cheap')
    }

    It 'exports exactly the names that its manifest lists' {
        $listed = (Import-PowerShellDataFile (Join-Path $env:KSEFTOOLS_TEST_MODULE 'KsefTools.psd1')).CmdletsToExport
        (Get-Command -Module KsefTools).Name | Sort-Object | Should -Be ($listed | Sort-Object)
    }
}
