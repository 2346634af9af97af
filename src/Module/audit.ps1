# The audit of an office for a scheduler: Task Scheduler, a systemd timer, cron, GitHub Actions, Azure DevOps.
#     pwsh -NoProfile -NonInteractive -File audit.ps1 -OfficePath ./office -Report ./report.html
# Exit code 0: everything was tested and works. 1: something does not work. 2: not everything could be tested. 3: a
# vault did not open. 4: KSeF does not answer. 5: the Ministry announces an outage. 6: the audit itself failed.
[CmdletBinding()]
param(
    # The office's folder; without it, $env:KSEF_OFFICE.
    [string] $OfficePath,

    # Files to write: .html, .csv, .json, .xlsx. Earlier ones are replaced.
    [string[]] $Report = @(),

    # The language of sentences and report: en or pl; without it, the account's.
    [ValidateSet('en', 'pl')]
    [string] $Language,

    # Who is told what changed since the run before: as Invoke-KsefAudit -Notify, or a .psd1 file with such a table.
    [object[]] $Notify = @(),

    # Looks who has access at each client, too, for the report: about six requests a client more.
    [switch] $Access,

    # How many runs stay in the office's folder audits.
    [ValidateRange(1, 10000)]
    [int] $Keep = 30
)

try {
    if ($Language) { [cultureinfo]::CurrentUICulture = $Language }
    Import-Module (Join-Path $PSScriptRoot KsefTools.psd1) -ErrorAction Stop
    $office = if ($OfficePath) { @{ OfficePath = $OfficePath } } else { @{} }
    # With -File, one argument holds what a command would take as several.
    $who = @($Notify | ForEach-Object { $_ -is [string] ? ($_ -split ',').Trim() : $_ } | Where-Object { $_ } |
        ForEach-Object { $_ -is [string] -and $_ -like '*.psd1' ? (Import-PowerShellDataFile $_) : $_ })
    if ($who) { $office.Notify = $who }
    $audit = Invoke-KsefAudit @office -Summary -Keep $Keep -Access:$Access -ErrorAction Stop
    $audit | Format-List RunId, Outcome, Reason, Clients, Critical, Unknown, Warning, Healthy, New, Worse, Better, Gone,
        Path | Out-String -Width 200 | Write-Output
    $null = $office.Remove('Notify')
    $files = @($Report -split ',' | Where-Object { $_ } | ForEach-Object Trim)
    if ($files) { Export-KsefReport $files @office -RunId $audit.RunId -Force -ErrorAction Stop }
    if (-not $audit.Path) {
        throw [cultureinfo]::CurrentUICulture.TwoLetterISOLanguageName -eq 'pl' ?
            'Nie udało się zachować wyników; zob. ostrzeżenie powyżej.' :
            'The run could not be kept; see the warning above.'
    }
}
catch {
    Write-Error -ErrorRecord $_ -ErrorAction Continue
    exit 6
}
exit $audit.ExitCode
