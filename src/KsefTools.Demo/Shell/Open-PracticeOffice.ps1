# Opens the practice office in this session: the module, a practice vault, the office's seal and the clients of its
# spreadsheet. The office's folder and its practice folder are named by the environment. With a result path it audits
# and writes there.
param([Parameter(Mandatory)] [string] $Module, [Parameter(Mandatory)] [string] $StandIn, [string] $ResultPath)

& {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    # By its path: an installed SecretManagement would keep the practice secrets in a real vault.
    Import-Module (Join-Path $StandIn Microsoft.PowerShell.SecretManagement), $Module
    Register-SecretVault KsefTools.PracticeVault KsefVault
    Set-Secret ksef-seal (Get-Content -LiteralPath seal.pem -Raw) -Vault KsefVault
    Remove-Item -LiteralPath seal.pem
    $imported = Import-KsefCredential ./tokens.csv -WarningAction Ignore -InformationAction Ignore
    if (-not $ResultPath) { return }

    $audit = Measure-Command { $results = Get-KsefCredential | Test-KsefToken }
    $format = [System.Text.Json.JsonSerializerOptions]::new()
    $format.Converters.Add([System.Text.Json.Serialization.JsonStringEnumConverter]::new())
    $report = @{
        PowerShell = "$($PSVersionTable.PSVersion)"
        Seconds    = $audit.TotalSeconds
        Imported   = [KsefTools.KsefImportResult[]] $imported
        Results    = [KsefTools.KsefTokenTestResult[]] $results
    }
    [System.IO.File]::WriteAllText($ResultPath, [System.Text.Json.JsonSerializer]::Serialize($report, [hashtable],
        $format))
}

if (-not $ResultPath) {
    if (Get-Module PSReadLine) { Set-PSReadLineOption -HistorySaveStyle SaveNothing }
    function prompt { 'PS practice> ' }
}
