#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests, analyses, measures or packs KsefTools. Each task needs the .NET 10 SDK; the two Analyze tasks also
PSScriptAnalyzer.
.EXAMPLE
./build.ps1 Build
Stages the module, precompiled for this platform, to output/KsefTools.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Analyze', 'AnalyzeScripts', 'Bench', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # IL alone: one staged module for every platform. Importing takes the same time; the first audit some 100-200 ms
    # more.
    [switch] $Portable,

    # Passed on to the benchmark program.
    [string[]] $BenchArguments = @('office', '--clients', '200', '--mode', 'cold', '--limits', 'per-endpoint')
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$output = Join-Path $PSScriptRoot output
$staged = Join-Path $output KsefTools

function Build {
    $project = Join-Path $PSScriptRoot src KsefTools.Cmdlets
    if ($Portable) {
        dotnet build $project -c $Configuration
        return
    }

    $runtime = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $published = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-publish-$PID"
    try {
        dotnet publish $project -c $Configuration -r $runtime --self-contained false -p:PublishReadyToRun=true `
            -p:PublishDir="$published/"
    }
    finally {
        Remove-Item -LiteralPath $published -Recurse -Force -ErrorAction Ignore
    }
}

function Test {
    dotnet test (Join-Path $PSScriptRoot KsefTools.sln) -c $Configuration
}

function Analyze {
    dotnet tool restore
    dotnet csharpier check $PSScriptRoot
    dotnet build (Join-Path $PSScriptRoot KsefTools.sln) -c $Configuration
    AnalyzeScripts
}

# The part of Analyze that .ci/run leaves to PowerShell. The module must be staged.
function AnalyzeScripts {
    # The manifest as staged: in the source tree it stands alone, without the files that it names.
    $scripts = @('output/KsefTools/KsefTools.psd1', 'build.ps1', 'tests') |
        ForEach-Object { Join-Path $PSScriptRoot $_ }
    $found = $scripts | ForEach-Object {
        Invoke-ScriptAnalyzer -Path $_ -Recurse -Settings (Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1)
    }
    $found | Out-Host
    if ($found) { throw "PSScriptAnalyzer found $(@($found).Count) things to fix." }
}

function Bench {
    dotnet run --project (Join-Path $PSScriptRoot bench KsefTools.Bench) -c Release -- @BenchArguments
}

function Package {
    # One package for every platform: what is precompiled for one would have to be told apart from the others.
    $script:Portable = $true
    Build
    $version = (Import-PowerShellDataFile (Join-Path $staged KsefTools.psd1)).ModuleVersion
    $archive = Join-Path $output "KsefTools-$version.zip"
    Compress-Archive -Path $staged -DestinationPath $archive -Force
    Get-Item $archive
}

foreach ($name in $Task) { & $name }
