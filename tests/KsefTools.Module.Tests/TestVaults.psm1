# Vaults of other makes than SecretStore's, each one file of all secrets that takes no lock of its own.

# Slow, without metadata, 25 KB a secret, and names of letters, digits and hyphens. Gives the path of its file.
function Register-OneFileVault {
    param([string] $Name = 'TeamVault')
    Register-FileVault $Name OneFileVault @'
function Read-All { param($More) Get-Content -LiteralPath $More.File -Raw | ConvertFrom-Json -AsHashtable }
function Write-All {
    param($More, $All)
    Start-Sleep -Milliseconds 60
    $All | ConvertTo-Json | Set-Content -LiteralPath $More.File
}
function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $text = (Read-All $AdditionalParameters)[$Name]
    if ($null -ne $text) { ConvertTo-SecureString $text -AsPlainText -Force }
}
function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    (Read-All $AdditionalParameters).Keys | Where-Object { $_ -like $Filter } | ForEach-Object {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($_, 'SecureString', $VaultName)
    }
}
function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    if ($Name -notmatch '^[A-Za-z0-9-]{1,127}$') { throw 'The name has a letter that is not allowed.' }
    $text = if ($Secret -is [securestring]) { ConvertFrom-SecureString $Secret -AsPlainText } else { "$Secret" }
    if ([System.Text.Encoding]::UTF8.GetByteCount($text) -gt 25kb) { throw 'The secret is above 25 KB.' }
    $all = Read-All $AdditionalParameters
    $all[$Name] = $text
    Write-All $AdditionalParameters $all
}
function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $all = Read-All $AdditionalParameters
    $all.Remove($Name)
    Write-All $AdditionalParameters $all
}
function Test-SecretVault { param([string] $VaultName, [hashtable] $AdditionalParameters) $true }
'@
}

# Keeps its file in memory, as KeePass's module does: once another process has changed the file it lets go of it, shows
# nothing, reads nothing, and takes every write without a word and without keeping it. Gives the path of its file.
function Register-LettingGoVault {
    param([string] $Name = 'TeamVault')
    Register-FileVault $Name LettingGoVault @'
function Open-File {
    param($More)
    $text = Get-Content -LiteralPath $More.File -Raw
    if ($null -eq $script:known) {
        $script:known = $text
        $script:all = $text | ConvertFrom-Json -AsHashtable
    }
    $script:known -eq $text
}
function Save-File {
    param($More)
    $script:known = ($script:all | ConvertTo-Json) + "`n"
    Set-Content -LiteralPath $More.File $script:known -NoNewline
}
function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    Open-File $AdditionalParameters
}
function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    if (-not (Open-File $AdditionalParameters)) { throw 'There appears to be an issue with the vault.' }
    if ($null -ne $script:all[$Name]) { ConvertTo-SecureString $script:all[$Name] -AsPlainText -Force }
}
function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    if (-not (Open-File $AdditionalParameters)) { return }
    $script:all.Keys | Where-Object { $_ -like $Filter } | ForEach-Object {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($_, 'SecureString', $VaultName)
    }
}
function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    # Another process writes at the worst moment.
    if ($env:KSEFTOOLS_TEST_INTRUDER) { Add-Content -LiteralPath $AdditionalParameters.File ' ' }
    if (-not (Open-File $AdditionalParameters)) { return }
    $script:all[$Name] = ConvertFrom-SecureString $Secret -AsPlainText
    Save-File $AdditionalParameters
}
function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    if (-not (Open-File $AdditionalParameters)) { return }
    $script:all.Remove($Name)
    Save-File $AdditionalParameters
}
'@
}

function Register-FileVault([string] $Name, [string] $Module, [string] $Functions) {
    $file = Join-Path $HOME "$Name.json"
    Set-Content $file '{}'
    New-TestVaultModule (Join-Path $HOME $Module) $Functions
    Register-SecretVault $Name -ModuleName (Join-Path $HOME $Module) -VaultParameters @{ File = $file }
    $file
}
