# What `build.ps1 Picture` needs: README's first commands typed in a real PowerShell, in a made-up office, and what the
# terminal showed as SVG. No package on the feed draws a terminal's text, so its few colours are drawn here.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# The day of the seeded office: the same names and findings whenever the picture is made.
$today = '2026-11-27'
$columns = 80

# The commands of a page's first block, without remarks.
function Get-FirstCommand([string] $Page) {
    $lines = @(Get-Content -LiteralPath $Page)
    $first = 0
    while (-not $lines[$first].StartsWith('    ')) { $first++ }
    for ($at = $first; $lines[$at].StartsWith('    '); $at++) { ($lines[$at] -replace '\s#\s.*$').Trim() }
}

# What a terminal of 80 columns shows of commands that are typed in a practice office, with its colours.
function Get-TerminalLine {
    param(
        [string[]] $Command,
        # The staged module, the folder of the stand-in for SecretManagement, and the sandbox's program.
        [string] $Module, [string] $StandIn, [string] $Sandbox,
        # A PowerShell: a program and its first arguments.
        [string[]] $Shell = 'pwsh'
    )
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-picture-$PID"
    $null = New-Item -ItemType Directory $folder
    $said = Join-Path $folder sandbox.log
    $server = $null
    try {
        $null = dotnet $Sandbox seed --clients 60 --seed 1 --today $today --out (Join-Path $folder seeded)
        $server = Start-Process dotnet -PassThru -RedirectStandardOutput $said -ArgumentList (
            "`"$Sandbox`"", 'serve', '--port', '0', '--limits', 'off', '--world', "`"$folder/seeded/world.json`"")
        while (-not ($line = Get-Content -LiteralPath $said -TotalCount 1 -ErrorAction Ignore)) {
            if ($server.HasExited) { throw "The sandbox ended with $($server.ExitCode)." }
            Start-Sleep -Milliseconds 50
        }
        if ($line -notmatch '(?<address>http://127\.0\.0\.1:\d+/v2)') { throw "The sandbox said: $line" }
        $commands = Join-Path $folder commands.txt
        $Command | Set-Content -LiteralPath $commands
        $shown, $complained = (Join-Path $folder shown.txt), (Join-Path $folder complained.txt)
        # A home of its own: nothing of the user's is read or written. Without a terminal there are 80 columns.
        $start = @{
            Environment = @{
                HOME = $folder; USERPROFILE = $folder; NO_COLOR = $null
                KSEFTOOLS_PRACTICE_FOLDER = Join-Path $folder vault
            }
            WorkingDirectory = $folder; RedirectStandardOutput = $shown; RedirectStandardError = $complained
        }
        $arguments = @($Shell | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-File',
            (Join-Path $PSScriptRoot PictureSession.ps1), '-Module', $Module, '-StandIn', $StandIn,
            '-Address', $Matches.address, '-CommandPath', $commands
        $session = Start-Process $Shell[0] @start -PassThru -Wait -ArgumentList (
            $arguments | ForEach-Object { "`"$_`"" })
        if ($session.ExitCode) { throw "The session ended: $(Get-Content -LiteralPath $complained -Raw)" }
        Get-Content -LiteralPath $shown
    }
    finally {
        if ($server) { $server.Kill(); $server.WaitForExit() }
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}

# The picture's lines: of each command's output what comes before the table's rows, and the last lines.
function Select-PictureLine([string[]] $Line, [int] $Tail) {
    $starts = @(for ($at = 0; $at -lt $Line.Count; $at++) { if ($Line[$at].StartsWith('PS> ')) { $at } }) + $Line.Count
    for ($command = 0; $command -lt $starts.Count - 1; $command++) {
        $part = @($Line[$starts[$command]..($starts[$command + 1] - 1)])
        # Blank lines at the end are the prompt's.
        $end = $part.Count
        while ($part[$end - 1] -match '^\s*$') { $end-- }
        $part = @($part[0..($end - 1)])
        if ($command) { '' }
        # A head ends with the table's rule.
        $first = [Math]::Max(0, @($part | ForEach-Object { $_ -match '^\S*-{3,}' }).IndexOf($true)) + 1
        if ($part.Count -le $first + $Tail + 1) { $part; continue }
        # What a cell wraps stays with its row.
        $last = $part.Count - $Tail
        while ($part[$last].StartsWith(' ')) { $last++ }
        $part[0..($first - 1)]
        "`e[2m… $($last - $first) lines …`e[0m"
        $part[$last..($part.Count - 1)]
    }
}

# Text with colours as a picture. The same lines give the same bytes.
function ConvertTo-TerminalPicture([string[]] $Line, [string] $Title) {
    $cell, $height, $margin = 8.4, 19, 16
    $colours = @{
        31 = '#ff7b72'; 32 = '#7ee787'; 33 = '#e3b341'; 34 = '#79c0ff'; 35 = '#d2a8ff'; 36 = '#76e3ea'
        91 = '#ffa198'; 92 = '#aff5b4'; 93 = '#f8e3a1'; 94 = '#a5d6ff'; 95 = '#e2c5ff'; 96 = '#b3f0ff'
    }
    $rows = @($Line | ForEach-Object { Split-Line $_ })
    $width, $tall = ($columns * $cell + 2 * $margin), ($rows.Count * $height + 2 * $margin)
    $svg = [System.Xml.Linq.XNamespace] 'http://www.w3.org/2000/svg'
    function New-Element([string] $Name, [System.Collections.IDictionary] $Attribute, [object[]] $Content) {
        $element = [System.Xml.Linq.XElement]::new($svg + $Name)
        foreach ($key in $Attribute.Keys) { $element.SetAttributeValue($key, (Format-Number $Attribute[$key])) }
        foreach ($one in $Content) { $element.Add($one) }
        , $element
    }
    $box = "0 0 $(Format-Number $width) $tall"
    $picture = New-Element svg ([ordered] @{ viewBox = $box; width = $width; height = $tall
            role = 'img'; 'font-family' = 'ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace'
            'font-size' = 14; fill = '#e6edf3' })
    $picture.Add((New-Element title @{} $Title))
    $picture.Add((New-Element rect ([ordered] @{ width = $width; height = $tall; rx = 8; fill = '#0d1117' })))
    for ($row = 0; $row -lt $rows.Count; $row++) {
        $place = 0
        $style = [ordered] @{}
        foreach ($part in [regex]::Split($rows[$row], '(\x1b\[[0-9;]*m)')) {
            if ($part -match '^\x1b\[(?<codes>[0-9;]*)m$') {
                foreach ($code in $Matches.codes -split ';') {
                    if ($code -in '', '0') { $style = [ordered] @{} }
                    elseif ($code -eq '1') { $style['font-weight'] = 'bold' }
                    elseif ($code -eq '2') { $style['opacity'] = 0.6 }
                    elseif ($colours.ContainsKey([int] $code)) { $style['fill'] = $colours[[int] $code] }
                }
                continue
            }
            # Each word has its place, so that columns stand in any font.
            foreach ($word in [regex]::Matches($part, '\S+(?: \S+)*')) {
                $attributes = [ordered] @{ x = $margin + ($place + $word.Index) * $cell
                    y = $margin + ($row + 1) * $height - 5; textLength = $word.Length * $cell }
                foreach ($key in $style.Keys) { $attributes[$key] = $style[$key] }
                $picture.Add((New-Element text $attributes $word.Value))
            }
            $place += $part.Length
        }
    }
    $picture.ToString() + "`n"
}

# A sentence that is longer than the terminal is wide, on several lines. Tables fit as they are.
function Split-Line([string] $Line) {
    $rest = $Line
    while ($rest.Length -gt $columns -and -not $rest.Contains("`e")) {
        $end = $rest.LastIndexOf(' ', $columns)
        $rest.Substring(0, $end)
        $rest = $rest.Substring($end + 1)
    }
    $rest
}

function Format-Number([object] $Value) {
    $Value -is [double] ? $Value.ToString('0.##', [cultureinfo]::InvariantCulture) : "$Value"
}

Export-ModuleMember -Function Get-FirstCommand, Get-TerminalLine, Select-PictureLine, ConvertTo-TerminalPicture
