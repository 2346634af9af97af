#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests, analyses, measures, packs or publishes KsefTools. Each task needs the .NET 10 SDK; the two Analyze tasks
also PSScriptAnalyzer.
.EXAMPLE
./build.ps1 Build
Stages the module, precompiled for this platform, to output/KsefTools.
.EXAMPLE
./build.ps1 Package
Writes to output/packages: the module's package and its zip for machines without a network, the sandbox as a .NET tool,
their bills of materials, and SHA256SUMS. The same commit gives the same bytes.
.EXAMPLE
./build.ps1 Site
Writes the documentation's site to output/site: the pages of docs, and a reference in both languages.
.EXAMPLE
./build.ps1 Topics
Writes the about_ topics in both languages: from src/Module/Topics, and from the pages that Get-KsefFinding reads.
.EXAMPLE
./build.ps1 Picture
Types README's first commands in a made-up office and writes what the terminal showed to docs/prompt.svg.
.EXAMPLE
./build.ps1 Publish -WhatIf
Says what would be sent where.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Analyze', 'AnalyzeScripts', 'Bench', 'Package', 'Publish', 'Site', 'Topics',
        'Picture')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # IL alone: one staged module for every platform. Importing takes the same time; the first audit some 100-200 ms
    # more.
    [switch] $Portable,

    # Passed on to the benchmark program.
    [string[]] $BenchArguments = @('office', '--clients', '200', '--mode', 'cold', '--limits', 'per-endpoint'),

    # Where Publish sends the module, and the sandbox.
    [string] $Repository = 'PSGallery',
    [string] $Source = 'https://api.nuget.org/v3/index.json',

    # The keys of both, asked for where they are not given.
    [securestring] $RepositoryKey,
    [securestring] $SourceKey
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$output = Join-Path $PSScriptRoot output
$staged = Join-Path $output KsefTools
$packages = Join-Path $output packages

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
    # The manifest as staged: in the source tree it stands alone, without the files that it names. Of scripts our own,
    # since a build puts those of packages beside them.
    $scripts = @('output/KsefTools/KsefTools.psd1') + @(git -C $PSScriptRoot ls-files *.ps1 *.psm1) |
        ForEach-Object { Join-Path $PSScriptRoot $_ }
    $found = $scripts | ForEach-Object {
        Invoke-ScriptAnalyzer -Path $_ -Settings (Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1)
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
    $script:Configuration = 'Release'
    Import-Module (Join-Path $PSScriptRoot build Packages.psm1) -Force
    $time = Get-CommitTime $PSScriptRoot
    $sources = Join-Path $PSScriptRoot src
    $version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot KsefTools.psd1)).ModuleVersion
    Remove-Item -LiteralPath $packages -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory $packages
    dotnet tool restore

    Build
    $bill = Join-Path $packages "KsefTools-$version.cdx.json"
    New-Bill (Join-Path $sources KsefTools.Cmdlets KsefTools.Cmdlets.csproj) KsefTools $version $bill $time
    New-Notice $bill (Join-Path $staged THIRD-PARTY-NOTICES.txt)
    Compress-Folder $staged (Join-Path $packages "KsefTools-$version.zip") $time 'KsefTools/'
    # The manifest names SecretManagement, which need not be on the machine that packs.
    Compress-PSResource -Path $staged -DestinationPath $packages -SkipModuleManifestValidate
    Repair-Package (Join-Path $packages "KsefTools.$version.nupkg") $time

    $bill = Join-Path $packages "ksef-sandbox-$version.cdx.json"
    $sandbox = Join-Path $sources KsefTools.Sandbox KsefTools.Sandbox.csproj
    New-Bill $sandbox ksef-sandbox $version $bill $time
    $notices = Join-Path $output THIRD-PARTY-NOTICES.txt
    New-Notice $bill $notices (Join-Path $sources KsefTools.Sandbox Auth Xades Schemas LICENSE)
    dotnet pack $sandbox -c Release -o $packages -p:ThirdPartyNotices=$notices
    Remove-Item -LiteralPath $notices
    Repair-Package (Join-Path $packages "ksef-sandbox.$version.nupkg") $time

    New-ChecksumFile $packages
    Get-ChildItem -LiteralPath $packages
}

function Publish {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param()

    Import-Module (Join-Path $PSScriptRoot build Packages.psm1) -Force
    if (-not (Test-Path (Join-Path $packages SHA256SUMS))) { throw 'Nothing is packed. Run ./build.ps1 Package first.' }
    Confirm-ChecksumFile $packages
    $module = Get-Item (Join-Path $packages 'KsefTools.*.nupkg')
    if ($PSCmdlet.ShouldProcess($module.Name, "Publish to $Repository")) {
        $key = $RepositoryKey ?? (Read-Host "Key of $Repository" -AsSecureString)
        Publish-PSResource -NupkgPath $module -Repository $Repository `
            -ApiKey (ConvertFrom-SecureString $key -AsPlainText)
    }

    $tool = Get-Item (Join-Path $packages 'ksef-sandbox.*.nupkg')
    if ($PSCmdlet.ShouldProcess($tool.Name, "Publish to $Source")) {
        $key = $SourceKey ?? (Read-Host "Key of $Source" -AsSecureString)
        dotnet nuget push $tool --source $Source --api-key (ConvertFrom-SecureString $key -AsPlainText)
    }
}

function Site {
    $script:Portable = $true
    Build
    Import-Module (Join-Path $PSScriptRoot build Site.psm1), (Join-Path $staged KsefTools.psd1) -Force
    $source = Join-Path $output site-source
    Copy-Page $PSScriptRoot $source
    foreach ($language in 'en', 'pl') {
        New-Reference (Join-Path $PSScriptRoot src Module Help) (Join-Path $source reference $language) $language
    }

    dotnet tool restore
    dotnet docfx build (Join-Path $source docfx.json) --warningsAsErrors
}

function Topics {
    # A process has one language: so each has its own.
    foreach ($language in 'en-US', 'pl-PL') {
        $folder = Join-Path $PSScriptRoot src Module $language
        pwsh -NoProfile -Command {
            param($Root, $Language, $Folder)
            [cultureinfo]::CurrentUICulture = $Language
            Import-Module (Join-Path $Root output KsefTools), (Join-Path $Root build Topics.psm1)
            foreach ($topic in 'Findings', 'Errors') {
                $text = Get-Topic $Language.Substring(0, 2) $topic (Get-KsefFinding)
                [System.IO.File]::WriteAllText((Join-Path $Folder "about_KsefTools_$topic.help.txt"), $text)
            }
            foreach ($file in Get-ChildItem -LiteralPath (Join-Path $Root src Module Topics) -Filter *.xml) {
                $text = Get-ProseTopic $Language.Substring(0, 2) $file.FullName
                [System.IO.File]::WriteAllText((Join-Path $Folder "about_$($file.BaseName).help.txt"), $text)
            }
        } -args $PSScriptRoot, $language, $folder
    }
}

function Picture {
    $script:Portable = $true
    Build
    foreach ($name in 'PracticeVault', 'Sandbox') {
        dotnet build (Join-Path $PSScriptRoot src "KsefTools.$name") -c $Configuration
    }

    $sandbox = dotnet msbuild (Join-Path $PSScriptRoot src KsefTools.Sandbox) -getProperty:TargetPath `
        "-p:Configuration=$Configuration"
    Import-Module (Join-Path $PSScriptRoot build Picture.psm1) -Force
    $commands = Get-FirstCommand (Join-Path $PSScriptRoot README.md)
    $lines = Get-TerminalLine $commands -Module $staged -StandIn (Join-Path $output practice) -Sandbox $sandbox
    $picture = ConvertTo-TerminalPicture (Select-PictureLine $lines -Tail 10) ($commands -join '; ')
    [System.IO.File]::WriteAllText((Join-Path $PSScriptRoot docs prompt.svg), $picture)
}

foreach ($name in $Task) { & $name }
