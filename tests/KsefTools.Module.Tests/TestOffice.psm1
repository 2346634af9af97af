# What the Pester files share: a vault and an office of the test's own, and tokens that look like KSeF's.

$ErrorActionPreference = 'Stop'

# A SecretStore in this process's HOME, registered as KsefVault; without a password unless one is given.
function Initialize-TestVault {
    param([string] $Password)
    if ($HOME -notlike '*kseftools-pester-*') { throw "HOME is ${HOME}: these tests reset the user's SecretStore." }
    $how = if ($Password) { @{ Authentication = 'Password'; Password = ConvertTo-TestSecret $Password } } else { @{ Authentication = 'None' } }
    Reset-SecretStore @how -Interaction None -Force -WarningAction Ignore | Out-Null
    Register-SecretVault KsefVault -ModuleName Microsoft.PowerShell.SecretStore
}

# An empty office in a folder of its own; the session's commands find it.
function New-TestOffice {
    param([string] $Environment = 'http://127.0.0.1:9/v2', [string] $Vault = 'KsefVault')
    $path = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-pester-office-$([guid]::NewGuid().ToString('N'))"
    Initialize-KsefOffice $path -Nip 5260001246 -Name 'Biuro Rachunkowe Sigma' -Vault $Vault -Environment $Environment 6> $null
}

# The text of a token, as KSeF writes it: reference|context|secret.
function New-TestToken {
    param([string] $Nip, [string] $Secret = ('ab' * 32), [string] $Context = "nip-$Nip")
    $hex = { -join (1..10 | ForEach-Object { '{0:X}' -f (Get-Random -Maximum 16) }) }
    "20260115-EC-$(& $hex)-$(& $hex)-$('{0:X2}' -f (Get-Random -Maximum 256))|$Context|$Secret"
}

# Text as a person's Read-Host -AsSecureString would give it.
function ConvertTo-TestSecret {
    param([Parameter(ValueFromPipeline)] [string] $Text)
    process { ConvertTo-SecureString $Text -AsPlainText -Force }
}

# NIPs with a check digit that fits.
function New-TestNip {
    param([int] $Count = 1)
    $weights = 6, 5, 7, 2, 3, 4, 5, 6, 7
    for ($number = 111111111; $Count -gt 0; $number++) {
        $digits = $number.ToString()
        $sum = 0
        for ($i = 0; $i -lt 9; $i++) { $sum += $weights[$i] * [int]::Parse($digits[$i]) }
        if ($sum % 11 -ne 10) { "$digits$($sum % 11)"; $Count-- }
    }
}

# Starts a process that stores a token for each of some clients.
function Start-TestWriter {
    param([string[]] $Nip, [string] $OfficePath, [string] $Prologue = '')
    $script = @"
Import-Module '$env:KSEFTOOLS_TEST_MODULE', '$PSScriptRoot/TestOffice.psm1'
$Prologue
foreach (`$nip in '$($Nip -join "','")') {
    Set-KsefCredential `$nip -Token (New-TestToken `$nip | ConvertTo-TestSecret) -OfficePath '$OfficePath' -ErrorAction Stop
}
"@
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script))
    Start-Process ([System.Environment]::ProcessPath) -PassThru -ArgumentList (
        '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded)
}

# Runs a script in a process of its own, which remembers nothing of the vault.
function Invoke-TestProcess {
    param([string] $Script)
    $prologue = "Import-Module '$env:KSEFTOOLS_TEST_MODULE', '$PSScriptRoot/TestOffice.psm1'`n"
    & ([System.Environment]::ProcessPath) -NoProfile -NonInteractive -Command ($prologue + $Script)
}

function New-TestClient {
    param([string[]] $Nip)
    $Nip | ForEach-Object { New-KsefProfile $_ "Client $_" | Out-Null }
}

Export-ModuleMember -Function *
