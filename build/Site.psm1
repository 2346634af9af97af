# What `build.ps1 Site` needs: the pages as they lie in the repository, and the reference, a page a cmdlet and language,
# from the sources of Get-Help.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# One page a cmdlet, and a table of contents. The module must be imported: the syntax is what PowerShell says it is.
function New-Reference([string] $HelpFolder, [string] $Folder, [string] $Language) {
    $null = New-Item -ItemType Directory $Folder -Force
    $sources = Get-ChildItem -LiteralPath $HelpFolder -Filter *.xml | Sort-Object Name
    $all = [xml]('<help>' + -join ($sources | ForEach-Object { Get-Content -LiteralPath $_.FullName -Raw }) + '</help>')
    $page = [System.Xml.Xsl.XslCompiledTransform]::new()
    $page.Load((Join-Path $HelpFolder markdown.xsl))
    $names = @($all.help.command.name | Sort-Object)
    foreach ($name in $names) {
        $arguments = [System.Xml.Xsl.XsltArgumentList]::new()
        $arguments.AddParam('language', '', $Language)
        $arguments.AddParam('command', '', $name)
        $arguments.AddParam('syntax', '', ((Get-Command $name -Syntax).Trim() -replace '(\r?\n)+', "`n`n"))
        $text = [System.IO.StringWriter]::new()
        $page.Transform($all, $arguments, $text)
        [System.IO.File]::WriteAllText((Join-Path $Folder "$name.md"), $text.ToString())
    }

    $culture = Join-Path (Split-Path $HelpFolder) @{ en = 'en-US'; pl = 'pl-PL' }[$Language]
    $topics = @(Get-ChildItem -LiteralPath $culture -Filter about_*.help.txt | ForEach-Object {
            $topic = $_.Name -replace '\.help\.txt$'
            $text = Get-Content -LiteralPath $_.FullName -Raw
            [System.IO.File]::WriteAllText((Join-Path $Folder "$topic.md"), "# $topic`n`n``````text`n$text`n```````n")
            $topic
        })
    [System.IO.File]::WriteAllLines((Join-Path $Folder toc.yml), [string[]] ($topics + $names | ForEach-Object {
                "- name: $_"
                "  href: $_.md"
            }))
}

# The pages that the site is made of, laid out as in the repository, so that their links hold.
function Copy-Page([string] $Root, [string] $Folder) {
    Remove-Item -LiteralPath $Folder -Recurse -Force -ErrorAction Ignore
    $tool = New-Item -ItemType Directory (Join-Path $Folder src KsefTools.Sandbox)
    Copy-Item (Join-Path $Root *.md), (Join-Path $Root LICENSE), (Join-Path $Root docs site *) $Folder
    Copy-Item (Join-Path $Root src KsefTools.Sandbox README.md) $tool
    $contract = New-Item -ItemType Directory (Join-Path $Folder tests Contract)
    Copy-Item (Join-Path $Root tests Contract *.json) $contract
    Copy-Item (Join-Path $Root docs) $Folder -Recurse
    Remove-Item -LiteralPath (Join-Path $Folder docs site) -Recurse
    # docfx opens a site with index.md.
    $index = Join-Path $Folder index.md
    "---`nredirect_url: README.html`n---" | Set-Content -LiteralPath $index
}

Export-ModuleMember -Function New-Reference, Copy-Page
