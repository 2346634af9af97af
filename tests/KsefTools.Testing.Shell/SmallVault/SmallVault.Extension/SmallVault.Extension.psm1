# A file for each secret in the folder that the vault's parameter Path names. What is removed keeps its name.

$largest = 25KB

function Get-Secret {
    param($Name, $VaultName, $AdditionalParameters)
    $file = Join-Path $AdditionalParameters.Path $Name
    if ([System.IO.File]::Exists($file)) { [System.IO.File]::ReadAllText($file) }
}

function Get-SecretInfo {
    param($Filter, $VaultName, $AdditionalParameters)
    foreach ($file in [System.IO.Directory]::EnumerateFiles($AdditionalParameters.Path)) {
        $name = Split-Path $file -Leaf
        if ($name -like $Filter) {
            [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($name, 'String', $VaultName)
        }
    }
}

function Set-Secret {
    param($Name, $Secret, $VaultName, $AdditionalParameters)
    if ($Name -notmatch '^[0-9A-Za-z-]{1,127}$') { throw "The name '$Name' is not allowed." }
    if ([System.IO.File]::Exists((Join-Path $AdditionalParameters.Path removed $Name))) {
        throw "Secret $Name is currently in a deleted but recoverable state, and its name cannot be reused."
    }
    $text = if ($Secret -is [securestring]) { [System.Net.NetworkCredential]::new('',
        $Secret).Password } else { [string] $Secret }
    $size = [System.Text.Encoding]::UTF8.GetByteCount($text)
    if ($size -gt $largest) { throw "The secret has $size bytes; this vault takes $largest." }
    [System.IO.File]::WriteAllText((Join-Path $AdditionalParameters.Path $Name), $text)
}

function Remove-Secret {
    param($Name, $VaultName, $AdditionalParameters)
    $removed = [System.IO.Directory]::CreateDirectory((Join-Path $AdditionalParameters.Path removed))
    Move-Item -LiteralPath (Join-Path $AdditionalParameters.Path $Name) $removed.FullName -ErrorAction Stop
}

function Test-SecretVault {
    param($VaultName, $AdditionalParameters)
    Test-Path -LiteralPath $AdditionalParameters.Path
}
