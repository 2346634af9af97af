# The about_ topics that list every finding and every error, from what Get-KsefFinding says in the session's language.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$texts = @{
    en = @{
        Headings = 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION'
        Findings = 'Every finding: when it is told, and what to do about it.',
            'A finding has a code, a severity, a sentence and a remedy. This is every code; Get-KsefFinding CODE shows one.'
        Errors = 'Every error: its cause, and what to do next.',
            ('An error''s id begins with one of these: $Error[0].FullyQualifiedErrorId. ' +
                '$Error[0] | Get-KsefFinding shows the one that was met.')
    }
    pl = @{
        Headings = 'TEMAT', 'KRÓTKI OPIS', 'PEŁNY OPIS'
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

Export-ModuleMember -Function Get-Topic
