# The about_ topics in a language: those that list every finding and every error, from what Get-KsefFinding says in the
# session's language, and those that explain, from the files in src/Module/Topics.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$texts = @{
    en = @{
        Headings = 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION', 'SEE ALSO'
        Findings = 'Every finding: when it is told, and what to do about it.',
            'A finding has a code, a severity, a sentence and a remedy. This is every code; Get-KsefFinding CODE shows one.'
        Errors = 'Every error: its cause, and what to do next.',
            ('An error''s id begins with one of these: $Error[0].FullyQualifiedErrorId. ' +
                '$Error[0] | Get-KsefFinding shows the one that was met.')
    }
    pl = @{
        Headings = 'TEMAT', 'KRÓTKI OPIS', 'PEŁNY OPIS', 'ZOBACZ TAKŻE'
        Findings = 'Wszystkie ustalenia: kiedy się pojawiają i co wtedy zrobić.',
            ('Ustalenie ma kod, wagę, zdanie i polecenie naprawcze. Poniżej są wszystkie kody; ' +
                'pojedynczy pokazuje Get-KsefFinding KOD.')
        Errors = 'Wszystkie błędy: przyczyna i dalsze kroki.',
            ('Identyfikator błędu zaczyna się od jednej z tych nazw: $Error[0].FullyQualifiedErrorId. ' +
                'Błąd, który właśnie wystąpił, objaśnia $Error[0] | Get-KsefFinding.')
    }
}

# Lines of at most 80 columns; a word that is longer has a line of its own.
function Split-Text([string] $Text, [int] $Indent) {
    $line = ''
    foreach ($word in -split $Text) {
        if ($line -and $Indent + $line.Length + 1 + $word.Length -gt 80) {
            ' ' * $Indent + $line
            $line = ''
        }
        $line = $line ? "$line $word" : $word
    }
    ' ' * $Indent + $line
}

# A topic's text. Explanations are what Get-KsefFinding gives; the language is theirs.
function Get-Topic([string] $Language, [ValidateSet('Findings', 'Errors')] [string] $Topic, [object[]] $Explanation) {
    $text = $texts[$Language]
    $rows = $Explanation.Where({ ($_.Kind -eq 'Error') -eq ($Topic -eq 'Errors') })
    $lines = @(
        $text.Headings[0], "    about_KsefTools_$Topic", ''
        $text.Headings[1], (Split-Text $text[$Topic][0] 4), ''
        $text.Headings[2], (Split-Text $text[$Topic][1] 4)
        foreach ($row in $rows) {
            ''
            "    $($row.Code)$($row.Severity ? " ($($row.Severity))" : '')"
            Split-Text $row.When 8
            Split-Text "-> $($row.WhatToDo)" 8
        }
    ) | ForEach-Object { $_ }
    ($lines -join "`n") + "`n"
}

# A list: names on the left, what they mean beside them.
function Format-List([string] $Language, [System.Xml.XmlElement] $List, [int] $Indent) {
    $rows = foreach ($item in $List.SelectNodes('item')) {
        $name = $item.GetAttribute($Language -eq 'pl' -and $item.HasAttribute('name-pl') ? 'name-pl' : 'name')
        [pscustomobject] @{ Name = $name; Text = $item.SelectSingleNode($Language).InnerText }
    }
    $width = ($rows.Name | Measure-Object Length -Maximum).Maximum + 2
    foreach ($row in $rows) {
        $lines = @(Split-Text $row.Text ($Indent + $width))
        ' ' * $Indent + $row.Name.PadRight($width) + $lines[0].TrimStart()
        $lines | Select-Object -Skip 1
    }
}

# What a section holds, one blank line between its parts: text, commands, lists.
function Format-Part([string] $Language, [System.Xml.XmlElement] $Section, [int] $Indent) {
    $between = $false
    foreach ($part in $Section.SelectNodes('text | code | list')) {
        if ($between) { '' }
        $between = $true
        switch ($part.Name) {
            text { Split-Text $part.SelectSingleNode($Language).InnerText $Indent }
            list { Format-List $Language $part $Indent }
            code {
                ($part.InnerText.Trim("`r", "`n").TrimEnd() -split '\r?\n').ForEach({
                        ($_ ? ' ' * ($Indent + 4) + $_ : '')
                    })
            }
        }
    }
}

# The text of a topic that explains, from its file: each sentence is there in both languages, each command once.
function Get-ProseTopic([string] $Language, [string] $Path) {
    $topic = ([xml] (Get-Content -LiteralPath $Path -Raw)).topic
    $headings = $texts[$Language].Headings
    $lines = @(
        $headings[0], "    about_$([System.IO.Path]::GetFileNameWithoutExtension($Path))", ''
        $headings[1], (Split-Text $topic.SelectSingleNode("short/$Language").InnerText 4), ''
        $headings[2], (Format-Part $Language $topic 4)
        foreach ($section in $topic.SelectNodes('section')) {
            '', "    $($section.SelectSingleNode("heading/$Language").InnerText)"
            Format-Part $Language $section 8
        }
        '', $headings[3]
        $topic.SelectNodes('see') | ForEach-Object { "    $($_.InnerText)" }
    ) | ForEach-Object { $_ }
    ($lines -join "`n") + "`n"
}

Export-ModuleMember -Function Get-Topic, Get-ProseTopic
