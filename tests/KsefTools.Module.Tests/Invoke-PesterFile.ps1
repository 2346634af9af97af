# Runs one Pester file and writes what failed to a JSON file, for the xunit case that started this process.
param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [string] $ResultPath)

$ErrorActionPreference = 'Stop'
Import-Module $env:KSEFTOOLS_TEST_PESTER

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

$failures = @(
    foreach ($failed in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
        if (-not $failed) { continue }
        @{
            Name    = ($failed.ExpandedPath ?? $failed.Name ?? $Path)
            Message = (@($failed.ErrorRecord) | ForEach-Object { "$_`n$($_.ScriptStackTrace)" }) -join "`n"
        }
    }
)
@{ Passed = $run.PassedCount; Skipped = @($run.Skipped | ForEach-Object { $_.Path -join '.' }); Failures = $failures } |
    ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $ResultPath
