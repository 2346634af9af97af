Describe 'The module' {
    BeforeAll {
        # Another module was here first, with its own version of a package that ours needs too.
        $theirs = [System.Reflection.Assembly]::LoadFrom($env:KSEFTOOLS_TEST_OTHER_YAML)
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1) -ErrorAction Stop

        function Get-LoadedYaml {
            [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'YamlDotNet' }
        }
    }

    It 'loads no engine before a cmdlet needs it, so that importing stays cheap' {
        [System.AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Should -Not -Contain 'KsefTools.Core'
    }

    It 'exports exactly the names that its manifest lists' {
        $listed = (Import-PowerShellDataFile (Join-Path $env:KSEFTOOLS_TEST_MODULE KsefTools.psd1)).CmdletsToExport
        (Get-Command -Module KsefTools).Name | Sort-Object | Should -Be ($listed | Sort-Object)
    }

    It 'reads YAML with its own YamlDotNet beside another module''s' {
        $office = New-TestOffice
        Get-KsefProfile | Should -BeNullOrEmpty
        $ours = Get-LoadedYaml | Where-Object { $_ -ne $theirs }
        $ours.Location | Should -BeLike "$env:KSEFTOOLS_TEST_MODULE*dependencies*"
        $ours.GetName().Version | Should -Not -Be $theirs.GetName().Version
        # And theirs is still what a script gets.
        [YamlDotNet.Serialization.SerializerBuilder].Assembly | Should -Be $theirs
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'puts nothing but cmdlets and their nouns into the default load context' {
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.Where({
            $_.Location -like "$env:KSEFTOOLS_TEST_MODULE*" }).
            ForEach({ $_.GetName().Name }) | Sort-Object | Should -Be 'KsefTools.Cmdlets', 'KsefTools.Contracts'
    }

    It 'works after it was removed and imported again' {
        Remove-Module KsefTools
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        $office = New-TestOffice
        (New-KsefProfile 1111111111 Kowalski).Nip | Should -Be 1111111111
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'works in a second runspace of the process' {
        $office = New-TestOffice
        $shell = [powershell]::Create().AddScript(
            "Import-Module '$env:KSEFTOOLS_TEST_MODULE'; New-KsefProfile 1111111111 Kowalski")
        $shell.Invoke().Nip | Should -Be 1111111111
        $shell.Dispose()
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }
}
