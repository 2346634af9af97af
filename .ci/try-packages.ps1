<#
.SYNOPSIS
Installs the packages into empty places, as a new user would, and does the main job with them: serve, seed, import,
audit, and compare with the truth.
#>
param(
    # The folder that build.ps1 Package fills.
    [Parameter(Mandatory)] [string] $Packages,
    # The stand-in for SecretManagement, as a folder of modules; a build of the tests makes it.
    [Parameter(Mandatory)] [string] $StandIn
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$ProgressPreference = 'SilentlyContinue'
$place = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-try-$PID")).FullName
$server = $null
try {
    $env:HOME = $place
    # PSResourceGet keeps its list of repositories there, and where the folder is missing in the current one.
    $null = New-Item -ItemType Directory (Join-Path $place .local share)
    $env:KSEFTOOLS_PRACTICE_FOLDER = Join-Path $place vault
    $modules = New-Item -ItemType Directory (Join-Path $place modules)
    $env:PSModulePath = $modules.FullName + [System.IO.Path]::PathSeparator + $env:PSModulePath
    Register-PSResourceRepository -Name Packed -Uri $Packages -Trusted -Force
    Save-PSResource KsefTools -Repository Packed -Path $modules -SkipDependencyCheck
    Import-Module (Join-Path $StandIn Microsoft.PowerShell.SecretManagement), KsefTools
    $module = Get-Module KsefTools
    if (-not $module.ModuleBase.StartsWith($place)) { throw "Not the packed module: $($module.ModuleBase)" }
    $unpacked = Join-Path $place unpacked
    Expand-Archive (Get-Item (Join-Path $Packages KsefTools-*.zip)) $unpacked
    foreach ($file in Get-ChildItem (Join-Path $unpacked KsefTools) -Recurse -File) {
        $installed = $file.FullName.Replace((Join-Path $unpacked KsefTools), $module.ModuleBase)
        if ((Get-FileHash $installed).Hash -ne (Get-FileHash $file).Hash) { throw "The zip has another $($file.Name)." }
    }

    dotnet tool install ksef-sandbox --version $module.Version --tool-path $place --add-source $Packages | Out-Null
    $sandbox = Join-Path $place ksef-sandbox
    $seeded = Join-Path $place seeded
    & $sandbox seed --clients 60 --seed 1 --today (Get-Date -Format yyyy-MM-dd) --out $seeded | Out-Null
    $log = Join-Path $place sandbox.log
    $server = Start-Process $sandbox serve, --port, 0, --world, (Join-Path $seeded world.json) -PassThru `
        -RedirectStandardOutput $log
    $address = $null
    for ($wait = 0; -not $address -and $wait -lt 300; $wait++) {
        if ($server.HasExited) { throw "The sandbox ended with $($server.ExitCode)." }
        Start-Sleep -Milliseconds 100
        $address = [regex]::Match("$(Get-Content -LiteralPath $log -Raw)", 'http://127\.0\.0\.1:\d+/v2').Value
    }

    $truth = Get-Content -LiteralPath (Join-Path $seeded truth.json) -Raw | ConvertFrom-Json
    Register-SecretVault KsefTools.PracticeVault KsefVault
    Initialize-KsefOffice (Join-Path $place office) -Nip $truth.officeNip -Name $truth.officeName -Vault KsefVault `
        -Environment $address | Out-Null
    Set-Location (Join-Path $place office)
    $imported = @(Import-KsefCredential (Join-Path $seeded tokens.csv) -WarningAction Ignore -InformationAction Ignore)
    $results = @(Get-KsefCredential | Test-KsefToken -WarningAction Ignore -InformationAction Ignore)

    $rows = @($truth.rows | Where-Object outcome -eq Imported).Count
    $stored = @($imported | Where-Object { "$($_.Outcome)" -eq 'Imported' }).Count
    if ($stored -ne $rows) { throw "$stored rows were imported, and $rows should have been." }
    # The second environment is not among those that this office may try, so a token of TEST is unknown here.
    $wrong = @($truth.clients | Where-Object { $_.hasProfile -and $_.case -ne 'TestToken' } | Where-Object {
            $client = $_
            $found = @($results | Where-Object Nip -eq $client.nip).Findings |
                ForEach-Object { "$($_.Code)" } | Where-Object { $_ -ne 'TokenEndsByLaw' } | Sort-Object
            ($found -join ',') -ne (@($client.findings | Sort-Object) -join ',')
        })
    if ($wrong) { throw "The audit found other things than are the matter: $($wrong.nip -join ', ')" }
    "KsefTools $($module.Version) and ksef-sandbox, installed from their packages: $stored rows imported, " +
        "$($results.Count) clients audited, all as the truth has it."
}
finally {
    if ($server -and -not $server.HasExited) { $server.Kill() }
    Set-Location $PSScriptRoot
    Remove-Item -LiteralPath $place -Recurse -Force
}
