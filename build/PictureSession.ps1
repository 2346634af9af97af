# The session that `build.ps1 Picture` takes a picture of: opens a made-up office, unseen, and types commands. What is
# typed and what is shown go to standard output, with colours.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $StandIn,
    [Parameter(Mandatory)] [string] $Address,
    # A file with a command a line.
    [Parameter(Mandatory)] [string] $CommandPath
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
[cultureinfo]::CurrentUICulture = 'en-US'

& {
    # By its path: an installed SecretManagement would keep the made-up secrets in a real vault.
    Import-Module (Join-Path $StandIn Microsoft.PowerShell.SecretManagement), $Module
    Register-SecretVault KsefTools.PracticeVault KsefVault
    $truth = Get-Content ./seeded/truth.json -Raw | ConvertFrom-Json
    $seal = (Get-Content ./seeded/certificates.json -Raw | ConvertFrom-Json | Where-Object case -EQ OfficeSeal).pem
    Initialize-KsefOffice ./office -Nip $truth.officeNip -Name $truth.officeName -Vault KsefVault -Environment $Address
    # One client after the other, so that rows of one status come in one order.
    $settings = Get-Content ./office/office.yaml -Raw
    Set-Content ./office/office.yaml ($settings -replace '(?m)^(\s+parallel:) \d+', '$1 1') -NoNewline
    Import-KsefCredential ./seeded/tokens.csv -WarningAction Ignore
    New-KsefIdentity seal
    Set-Content ./seal.pem $seal
    Request-KsefCertificate seal -CertificatePath ./seal.pem
} *> $null
$env:KSEF_OFFICE = Join-Path $PWD office

$PSStyle.OutputRendering = 'Ansi'
foreach ($command in Get-Content -LiteralPath $CommandPath) {
    "PS> $command" | Out-Default
    # As at a prompt.
    . ([scriptblock]::Create($command)) | Out-Default
}
