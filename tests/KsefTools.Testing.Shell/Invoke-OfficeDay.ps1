# An office's day in a PowerShell of its own, from its spreadsheet to its permissions. Each step is timed; what it gave
# and what it left in $Error goes to a file of its own. The office is named by KSEF_OFFICE; its seal and spreadsheet are
# in the current folder.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [ValidateSet('StandIn', 'SecretStore', 'SecretStoreWithPassword', 'Small')] [string] $Vault,
    [Parameter(Mandatory)] [string] $ResultFolder,
    # Joined by commas, because -File takes no arrays.
    [string] $Step = 'Import,Audit,AuditAgain,Lint,Plan,Convert,Permissions',
    # How many secrets the step Floor writes into the empty vault without KsefTools, and reads back.
    [int] $FloorSecrets,
    # Who leaves in the step Holder.
    [string] $Holder,
    # Goes on with the vault of an earlier day.
    [switch] $Continue
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = $InformationPreference = 'SilentlyContinue'

$format = [System.Text.Json.JsonSerializerOptions]::new()
$format.Converters.Add([System.Text.Json.Serialization.JsonStringEnumConverter]::new())
$steps = @('Module', 'Vault') + $Step.Split(',')
$seconds = [ordered] @{}
$errors = [ordered] @{}
$leftovers = @()

function Write-Result([string] $Name, $Value) {
    [System.IO.File]::WriteAllText(
        (Join-Path $ResultFolder "$Name.json"),
        [System.Text.Json.JsonSerializer]::Serialize($Value, $Value.GetType(), $format))
}

function Measure-Step([string] $Name, [type] $Type, [scriptblock] $Script) {
    if ($Name -notin $steps) { return }
    $Error.Clear()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $found = & $Script
    $seconds[$Name] = $clock.Elapsed.TotalSeconds
    $errors[$Name] = $Error.Count
    $script:leftovers += @($Error | ForEach-Object { "${Name}: $($_.FullyQualifiedErrorId): $_" })
    if ($Type) { Write-Result $Name (@($found) -as $Type.MakeArrayType()) }
}

function Initialize-Vault {
    $password = ConvertTo-SecureString 'correct horse' -AsPlainText -Force
    switch ($Vault) {
        StandIn { Register-SecretVault KsefTools.PracticeVault KsefVault }
        SecretStore { Reset-SecretStore -Authentication None -Interaction None -Force | Out-Null }
        SecretStoreWithPassword {
            Reset-SecretStore -Authentication Password -Password $password -PasswordTimeout -1 -Interaction None `
                -Force | Out-Null
            Unlock-SecretStore -Password $password
        }
        Small {
            $folder = New-Item -ItemType Directory small-vault
            Register-SecretVault (Join-Path $PSScriptRoot SmallVault SmallVault.psd1) KsefVault `
                -VaultParameters @{ Path = "$folder" }
        }
    }
    if ($Vault -like 'SecretStore*') { Register-SecretVault Microsoft.PowerShell.SecretStore KsefVault }
    Set-Secret ksef-seal (Get-Content -LiteralPath seal.pem -Raw) -Vault KsefVault
}

function Complete-Nip {
    $line = 'Test-KsefToken -Nip 1'
    $null = TabExpansion2 $line -cursorColumn $line.Length
}

Import-Module Microsoft.PowerShell.SecretManagement
if ('Floor' -in $steps) {
    Initialize-Vault
    $secret = ConvertTo-SecureString ('x' * 120) -AsPlainText -Force
    Measure-Step Floor $null { foreach ($number in 1..$FloorSecrets) {
        Set-Secret "floor-$number" $secret -Vault KsefVault } }
    Measure-Step FloorRead $null { foreach ($number in 1..$FloorSecrets) {
        $null = Get-Secret "floor-$number" -Vault KsefVault } }
    Unregister-SecretVault KsefVault
}
Measure-Step Module $null { Import-Module $Module -Scope Global }
Measure-Step FirstCommand $null { Get-KsefProfile | Out-Null }
if (-not $Continue) { Measure-Step Vault $null { Initialize-Vault } }
Measure-Step Import KsefTools.KsefImportResult { Import-KsefCredential ./tokens.csv }
Measure-Step Audit KsefTools.KsefTokenTestResult { Get-KsefCredential | Test-KsefToken }
Measure-Step AuditAgain KsefTools.KsefTokenTestResult { Get-KsefCredential | Test-KsefToken }
Measure-Step Fresh KsefTools.KsefTokenTestResult { Get-KsefCredential | Test-KsefToken -Fresh }
Measure-Step CompletionFirst $null { Complete-Nip }
Measure-Step Completion $null { foreach ($time in 1..10) { Complete-Nip } }
Measure-Step Lint KsefTools.KsefOfficeIssue { Test-KsefOffice }
Measure-Step Plan KsefTools.KsefConversion { Convert-KsefToCertificate -WhatIf }
Measure-Step Convert KsefTools.KsefConversion { Convert-KsefToCertificate -Confirm:$false }
Measure-Step Permissions KsefTools.KsefPermission { Get-KsefPermission -Office }
Measure-Step Rotation KsefTools.KsefTokenChange { Get-KsefCredential -Kind Token | Update-KsefToken -Confirm:$false }
Measure-Step Access KsefTools.KsefAccess { Get-KsefAccess -ErrorAction SilentlyContinue }
Measure-Step Holder KsefTools.AccessEndOutcome {
    (Revoke-KsefAccess -Holder $Holder -Replace -Confirm:$false -ErrorAction SilentlyContinue).Outcome }

Write-Result Day @{
    Seconds    = $seconds
    Errors     = $errors
    Leftovers  = $leftovers
    PeakMiB    = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
    PowerShell = "$($PSVersionTable.PSVersion)"
}
