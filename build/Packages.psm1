# What `build.ps1 Package` needs: archives whose bytes follow from the commit alone, the bill of materials, and the
# notices of those whose code is shipped.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# References that the compiler alone needs: they are in no package.
$compileOnly = 'PowerShellStandard.Library'
$zipEpoch = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [TimeSpan]::Zero)

# The commit's time; two seconds are a zip's unit.
function Get-CommitTime([string] $Root) {
    $seconds = [long](git -C $Root log -1 --format=%ct)
    [DateTimeOffset]::FromUnixTimeSeconds($seconds - $seconds % 2)
}

# A zip of a folder's files, in ordinal order, all of one time and one mode.
function Compress-Folder([string] $Folder, [string] $Archive, [DateTimeOffset] $Time, [string] $Prefix = '') {
    $names = [string[]] @(Get-ChildItem -LiteralPath $Folder -Recurse -File -Force | ForEach-Object {
            [System.IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/')
        })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $zip = [System.IO.Compression.ZipArchive]::new([System.IO.File]::Create($Archive), 'Create')
    try {
        foreach ($name in $names) {
            $entry = $zip.CreateEntry("$Prefix$name", 'Optimal')
            $entry.LastWriteTime = ($Time -lt $zipEpoch) ? $zipEpoch : $Time.ToUniversalTime()
            $entry.ExternalAttributes = 0x81A4 -shl 16 # a regular file, 0644
            $content = $entry.Open()
            try {
                $file = [System.IO.File]::OpenRead((Join-Path $Folder $name))
                try { $file.CopyTo($content) } finally { $file.Dispose() }
            }
            finally { $content.Dispose() }
        }
    }
    finally { $zip.Dispose() }
}

# A NuGet package packed again: it has times, and a part with a random name, which neither NuGet nor the Gallery reads.
function Repair-Package([string] $Package, [DateTimeOffset] $Time) {
    $folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-pack-$PID")
    try {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($Package, $folder)
        $fixed = 'package/services/metadata/core-properties/nuget.psmdcp'
        $random = Get-ChildItem -LiteralPath (Join-Path $folder package) -Recurse -Filter *.psmdcp
        $relations = Join-Path $folder _rels/.rels
        $text = (Get-Content -LiteralPath $relations -Raw).Replace(
            [System.IO.Path]::GetRelativePath($folder, $random.FullName).Replace('\', '/'), $fixed)
        # It names the machine that packed.
        $core = [xml](Get-Content -LiteralPath $random.FullName -Raw)
        $null = @($core.DocumentElement.ChildNodes) | Where-Object LocalName -eq lastModifiedBy | ForEach-Object {
            $core.DocumentElement.RemoveChild($_)
        }
        $core.Save($random.FullName)
        # The identifiers only have to differ.
        $script:number = 0
        $text = [regex]::Replace($text, '(?<= Id=")\w+(?=")', { "R$(($script:number++))" })
        [System.IO.File]::WriteAllText($relations, $text)
        if ($random.Name -ne 'nuget.psmdcp') {
            Move-Item -LiteralPath $random.FullName (Join-Path $folder $fixed)
        }

        # PSResourceGet writes the content types in the order in which it met the files.
        $types = Join-Path $folder '[Content_Types].xml'
        $xml = [xml](Get-Content -LiteralPath $types -Raw)
        $root = $xml.DocumentElement
        $sorted = @($root.ChildNodes) | Sort-Object { $_.OuterXml } -Culture '' -CaseSensitive
        foreach ($node in $sorted) { $null = $root.AppendChild($node) }
        $xml.Save($types)
        Compress-Folder $folder.FullName $Package $Time
    }
    finally { Remove-Item -LiteralPath $folder -Recurse -Force }
}

# The bill of materials of a project, in CycloneDX's JSON.
function New-Bill([string] $Project, [string] $Name, [string] $Version, [string] $File, [DateTimeOffset] $Time) {
    # Out of sight of the restore's own report.
    $null = dotnet tool run dotnet-CycloneDX $Project --exclude-dev --no-serial-number --output-format Json `
        --output (Split-Path $File) --filename (Split-Path $File -Leaf) --set-name $Name --set-version $Version
    $bill = Get-Content -LiteralPath $File -Raw | ConvertFrom-Json -AsHashtable -DateKind String
    $bill.metadata.timestamp = $Time.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
    $left = @($bill.components | Where-Object name -in $compileOnly | ForEach-Object { $_['bom-ref'] })
    $bill.components = @($bill.components | Where-Object { $_['bom-ref'] -notin $left })
    $bill.dependencies = @($bill.dependencies | Where-Object { $_.ref -notin $left } | ForEach-Object {
            if ($_.Contains('dependsOn')) { $_.dependsOn = @($_.dependsOn | Where-Object { $_ -notin $left }) }
            $_
        })
    [System.IO.File]::WriteAllText($File, (($bill | ConvertTo-Json -Depth 20).ReplaceLineEndings("`n") + "`n"))
}

# The licence that a component is taken under: of several that are offered, one whose text is in build/licenses.
function Get-License([System.Collections.IDictionary] $Component) {
    $offered = @($Component.licenses | ForEach-Object { $_['license'].Contains('id') ? $_['license'].id : 'unknown' })
    $known = @($offered | Where-Object { Test-Path (Join-Path $PSScriptRoot licenses "$_.txt") })
    if ($known.Count -eq 0) {
        throw "$($Component.name) $($Component.version) has the licence $($offered -join ' or '), whose text is not " +
            'in build/licenses. Read it; if it suits an MIT package, add it there.'
    }

    $known[0]
}

# Whose code is in a package, under which licence, and each licence's text once.
function New-Notice([string] $Bill, [string] $File, [string] $Further) {
    $components = (Get-Content -LiteralPath $Bill -Raw | ConvertFrom-Json -AsHashtable).components
    $licenses = [System.Collections.Generic.SortedSet[string]]::new([StringComparer]::Ordinal)
    $lines = @('This package holds code of others, each under its own licence.', '') + @($components | ForEach-Object {
            $license = Get-License $_
            $null = $licenses.Add($license)
            "$($_.name) $($_.version), $license"
            if ($_.Contains('copyright')) { "    $($_.copyright)" }
        })
    foreach ($license in $licenses) {
        $lines += '', ('-' * 80), $license, '', (Get-Content -LiteralPath (Join-Path $PSScriptRoot licenses "$license.txt"))
    }

    if ($Further) { $lines += '', ('-' * 80), (Get-Content -LiteralPath $Further) }
    [System.IO.File]::WriteAllText($File, ((@($lines | ForEach-Object { $_ }) -join "`n") + "`n"))
}

# The sums as `sha256sum --check` reads them.
function New-ChecksumFile([string] $Folder) {
    $lines = Get-ChildItem -LiteralPath $Folder -File | Where-Object Name -ne SHA256SUMS | Sort-Object Name -Culture '' |
        ForEach-Object { "$((Get-FileHash -LiteralPath $_.FullName).Hash.ToLowerInvariant())  $($_.Name)" }
    [System.IO.File]::WriteAllText((Join-Path $Folder SHA256SUMS), (($lines -join "`n") + "`n"))
}

# Throws where a file is not the one that was packed.
function Confirm-ChecksumFile([string] $Folder) {
    foreach ($line in Get-Content -LiteralPath (Join-Path $Folder SHA256SUMS)) {
        $sum, $name = $line -split '  ', 2
        if ((Get-FileHash -LiteralPath (Join-Path $Folder $name)).Hash -ne $sum) {
            throw "$name is not the file that was packed. Run ./build.ps1 Package again."
        }
    }
}

Export-ModuleMember -Function Get-CommitTime, Compress-Folder, Repair-Package, New-Bill, New-Notice, New-ChecksumFile,
    Confirm-ChecksumFile
