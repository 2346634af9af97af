# The nightly audit of an office, for a task scheduler or cron:
#     pwsh -NoProfile -NonInteractive -File nightly.ps1 -OfficePath ./office
# Exit code 0: every credential was tested and works. 1: one does not work. 2: not everything could be tested.
[CmdletBinding()]
param(
    # The office's folder; without it, $env:KSEF_OFFICE.
    [string] $OfficePath,

    # The results; without it, audit.csv in the office's folder.
    [string] $CsvPath
)

# A spreadsheet program runs what begins as a formula does, and names come from others.
filter ConvertTo-SpreadsheetText {
    $row = [ordered] @{}
    foreach ($property in $_.PSObject.Properties) {
        $text = "$($property.Value)"
        $row[$property.Name] = $text -match '^[\s\p{C}]*[=+\-@＝＋－＠]' ? "'$text" : $property.Value
    }
    [pscustomobject] $row
}

try {
    Import-Module (Join-Path $PSScriptRoot KsefTools.psd1) -ErrorAction Stop
    # Dates in the file are ISO dates, so that they mean the same in every country.
    $culture = [cultureinfo]::InvariantCulture.Clone()
    $culture.DateTimeFormat.ShortDatePattern = 'yyyy-MM-dd'
    $culture.DateTimeFormat.LongTimePattern = 'HH:mm:ss'
    [cultureinfo]::CurrentCulture = $culture

    $office = if ($OfficePath) { @{ OfficePath = $OfficePath } } else { @{} }
    $audit = @(Get-KsefCredential @office -ErrorVariable +failed | Test-KsefToken -ErrorVariable +failed)
    if ($audit) {
        if (-not $CsvPath) { $CsvPath = Join-Path $audit[0].OfficePath audit.csv }
        $audit | ConvertTo-SpreadsheetText | Export-Csv -LiteralPath $CsvPath -ErrorAction Stop
    }
}
catch {
    Write-Error -ErrorRecord $_
    exit 2
}
if ($failed -or -not $audit -or $audit.Status -contains 'Unknown') { exit 2 }
if ($audit.Status -contains 'Critical') { exit 1 }
exit 0
