# What Get-Help says of every cmdlet, in both languages, against what the cmdlet really is.
BeforeDiscovery {
    $cmdlets = (Import-PowerShellDataFile (Join-Path $env:KSEFTOOLS_TEST_MODULE KsefTools.psd1)).CmdletsToExport
    $topics = foreach ($language in 'en-US', 'pl-PL') {
        foreach ($cmdlet in $cmdlets) { @{ Language = $language; Cmdlet = $cmdlet } }
    }
}

BeforeAll {
    Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)

    $commandOf = @{}
    Get-Command -Module KsefTools | ForEach-Object { $commandOf[$_.Name] = $_ }
    $cmdletsOfModule = @($commandOf.Keys)

    # A process keeps the help that it has read, whatever language is set later: so each language has its own.
    $helpIn = @{}
    foreach ($language in 'en-US', 'pl-PL') {
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-help-$PID-$language.xml"
        Invoke-TestShell -Command "
            [cultureinfo]::CurrentUICulture = '$language'
            Import-Module '$env:KSEFTOOLS_TEST_MODULE'
            `$all = @{}
            (Get-ChildItem '$(Join-Path $env:KSEFTOOLS_TEST_MODULE $language)/about_*').BaseName -replace '\.help$' |
                ForEach-Object { `$all[`$_] = Get-Help `$_ | Out-String -Width 200 }
            Get-Command -Module KsefTools | ForEach-Object { `$all[`$_.Name] = Get-Help `$_.Name -Full }
            Export-Clixml -InputObject `$all -LiteralPath '$file' -Depth 9"
        $helpIn[$language] = Import-Clixml -LiteralPath $file
        Remove-Item -LiteralPath $file
    }
}

Describe 'Help in <Language> for <Cmdlet>' -ForEach $topics {
    BeforeAll {
        $help = $helpIn[$Language][$Cmdlet]
        $documented = @($help.parameters.parameter)
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $sets = @((Get-Command $Cmdlet).ParameterSets)
        $actual = @($sets.Parameters | Where-Object Name -NotIn $common | Sort-Object Name -Unique)
        $actualOf = @{}
        $actual | ForEach-Object { $actualOf[$_.Name] = $_ }
    }

    It 'says what the cmdlet does, in that language' {
        $polish = "$($help.description.Text)" -match '[^\x00-\x7F]'
        $polish | Should -Be ($Language -eq 'pl-PL')
        "$($help.Synopsis)".Trim() | Should -Match '^\S.{20,}\.$'
    }

    It 'describes every parameter, and none that does not exist' {
        $documented.name | Sort-Object | Should -Be ($actual.Name | Sort-Object)
        foreach ($parameter in $documented) {
            "$($parameter.description.Text)" | Should -Match '\S' -Because "-$($parameter.name) must be described"
        }
    }

    It 'knows the type of every parameter' {
        foreach ($parameter in $documented) {
            $type = $actualOf[$parameter.name].ParameterType
            $type = [Nullable]::GetUnderlyingType($type) ?? $type
            $parameter.type.name | Should -Be $type.Name -Because "-$($parameter.name) is of that type"
        }
    }

    It 'knows which parameters are needed, and where they stand' {
        foreach ($parameter in $documented) {
            $real = $actualOf[$parameter.name]
            $position = $real.Position -ge 0 ? "$($real.Position)" : 'named'
            "$($parameter.required), $($parameter.position)" |
                Should -Be "$("$($real.IsMandatory)".ToLower()), $position" -Because "-$($parameter.name) is so"
        }
    }

    It 'knows what each parameter takes from the pipeline' {
        foreach ($parameter in $documented) {
            $real = $actualOf[$parameter.name]
            $ways = @(
                if ($real.ValueFromPipelineByPropertyName) { 'ByPropertyName' }
                if ($real.ValueFromPipeline) { 'ByValue' }
            )
            $expected = $ways ? "True ($($ways -join ', '))" : 'False'
            $parameter.pipelineInput | Should -Be $expected -Because "-$($parameter.name) takes that"
        }
    }

    It 'knows the aliases of every parameter, and which take wildcards' {
        foreach ($parameter in $documented) {
            $real = $actualOf[$parameter.name]
            $wildcards = [bool] ($real.Attributes | Where-Object { $_ -is [SupportsWildcards] })
            $aliases = $real.Aliases ? $real.Aliases -join ', ' : 'none'
            "$($parameter.globbing), $($parameter.aliases)" |
                Should -Be "$("$wildcards".ToLower()), $aliases" -Because "-$($parameter.name) is so"
        }
    }

    It 'shows the syntax of every parameter set' {
        $shown = foreach ($item in @($help.syntax.syntaxItem)) { @($item.parameter.name | Sort-Object) -join ' ' }
        $real = foreach ($set in $sets) {
            @($set.Parameters.Name | Where-Object { $_ -notin $common } | Sort-Object) -join ' '
        }
        $shown | Sort-Object | Should -Be ($real | Sort-Object)
    }

    It 'names what comes out, as the cmdlet declares it' {
        @($help.returnValues.returnValue.type.name) | Should -Be (Get-Command $Cmdlet).OutputType.Name
    }

    It 'has two examples or more, which call the cmdlet and parse' {
        $examples = @($help.examples.example)
        $examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $examples) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null,
                [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $example.code
            $calls = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            $calls | ForEach-Object GetCommandName | Should -Contain $Cmdlet -Because 'an example shows its own cmdlet'
        }
    }

    It 'uses only parameters that exist, in its examples' {
        $unknown = foreach ($example in @($help.examples.example)) {
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $null)
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] },
                $true)) {
                $command = $commandOf[$call.GetCommandName()]
                $call.CommandElements.ParameterName |
                    Where-Object { $command -and $_ -and -not $command.Parameters.ContainsKey($_) } |
                    ForEach-Object { "-$_ in $($example.code)" }
            }
        }
        $unknown | Should -BeNullOrEmpty
    }

    It 'refers to cmdlets and topics that exist' {
        "$($help.description.Text)" -match '(See also|Zobacz także): (?<links>[\w-]+(, [\w-]+)*)' | Should -BeTrue
        foreach ($link in $Matches.links -split ', ') {
            $helpIn[$Language].Keys | Should -Contain $link
        }
    }
}

Describe 'Help' {
    It 'is in <_> of no cmdlet that the module lacks' -ForEach 'en-US', 'pl-PL' {
        $file = Join-Path $env:KSEFTOOLS_TEST_MODULE $_ KsefTools.Cmdlets.dll-Help.xml
        ([xml] (Get-Content -LiteralPath $file -Raw)).helpItems.command.details.name |
            Sort-Object | Should -Be ($cmdletsOfModule | Sort-Object)
    }
}

Describe '<Topic> in <Language>' -ForEach @(
    $sources = Join-Path (Split-Path (Split-Path $PSScriptRoot)) src Module Topics
    foreach ($file in Get-ChildItem -LiteralPath $sources -Filter *.xml) {
        $source = @{ Topic = "about_$($file.BaseName)"; Source = $file.FullName }
        $source + @{ Language = 'en-US'; Heading = 'TOPIC' }
        $source + @{ Language = 'pl-PL'; Heading = 'TEMAT' }
    }
) {
    BeforeAll { $text = $helpIn[$Language][$Topic] }

    It 'is found in that language' {
        $text | Should -Match "^\s*$Heading\s+$Topic\s"
    }

    It 'is what its source says (build.ps1 Topics writes it)' {
        Import-Module (Join-Path $PSScriptRoot .. .. build Topics.psm1)
        $file = Join-Path $env:KSEFTOOLS_TEST_MODULE $Language "$Topic.help.txt"
        (Get-Content -LiteralPath $file -Raw) -replace '\r' |
            Should -Be (Get-ProseTopic $Language.Substring(0, 2) $Source)
    }

    It 'refers to topics that exist' {
        $named = [regex]::Matches($text, '\babout_\w+').Value | Sort-Object -Unique
        $named | Where-Object { -not $helpIn[$Language].ContainsKey($_) } | Should -BeNullOrEmpty
    }

    It 'names only cmdlets that the module has' {
        $named = [regex]::Matches($text, '\b[A-Z][a-z]+-Ksef[A-Z]\w+').Value | Sort-Object -Unique
        $named | Should -Not -BeNullOrEmpty
        $named | Where-Object { $_ -notin $cmdletsOfModule } | Should -BeNullOrEmpty
    }

    It 'fits a terminal of 80 columns' {
        $text -split '\r?\n' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}

Describe 'The site in <_>' -ForEach 'en', 'pl' {
    It 'has a page for each topic and each cmdlet' {
        $root = Join-Path $PSScriptRoot .. ..
        Import-Module (Join-Path $root build Site.psm1)
        $folder = Join-Path $TestDrive $_
        New-Reference (Join-Path $root src Module Help) $folder $_
        $listed = (Get-Content -LiteralPath (Join-Path $folder toc.yml)) -match '^- name: ' -replace '^- name: '
        $listed | Sort-Object | Should -Be (@($cmdletsOfModule) +
            @($helpIn['en-US'].Keys -like 'about_*') | Sort-Object)
        $listed | ForEach-Object { Join-Path $folder "$_.md" | Should -Exist }
    }
}

Describe 'about_KsefTools_<Topic> in <Language>' -ForEach @(
    foreach ($language in 'en-US', 'pl-PL') {
        foreach ($topic in 'Findings', 'Errors') { @{ Language = $language; Topic = $topic } }
    }
) {
    It 'says of each code what Get-KsefFinding says (build.ps1 Topics writes it)' {
        $module = Join-Path $PSScriptRoot .. .. build Topics.psm1
        $expected = Invoke-TestShell -Command "
            [cultureinfo]::CurrentUICulture = '$Language'
            Import-Module '$env:KSEFTOOLS_TEST_MODULE', '$module'
            Get-Topic $($Language.Substring(0, 2)) $Topic (Get-KsefFinding)"
        $file = Join-Path $env:KSEFTOOLS_TEST_MODULE $Language "about_KsefTools_$Topic.help.txt"
        $actual = Get-Content -LiteralPath $file
        $actual | Should -Be ($expected | Select-Object -SkipLast 1)
        $actual | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}
