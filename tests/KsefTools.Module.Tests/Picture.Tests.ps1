# README's recorded prompt: what `build.ps1 Picture` draws.
Describe 'The recorded prompt' {
    BeforeAll {
        $root = $PSScriptRoot
        while (-not (Test-Path (Join-Path $root KsefTools.sln))) { $root = Split-Path $root }
        Import-Module (Join-Path $root build Picture.psm1), (Join-Path $PSScriptRoot TestOffice.psm1)
        $commands = Get-FirstCommand (Join-Path $root README.md)
        [xml] $kept = Get-Content -LiteralPath (Join-Path $root docs prompt.svg) -Raw
    }

    It 'types the commands that README begins with' {
        $commands | Should -HaveCount 2
        $typed = @($kept.svg.text.'#text') -like 'PS> *'
        $typed | Should -Be ($commands | ForEach-Object { "PS> $_" })
    }

    It 'shows clients that a real PowerShell shows in that office' {
        $shell = & (Get-Module TestOffice) { $powerShell }
        $lines = Get-TerminalLine $commands -Module $env:KSEFTOOLS_TEST_MODULE -Shell $shell `
            -StandIn (Join-Path (Split-Path $env:KSEFTOOLS_TEST_MODULE) practice) -Sandbox $env:KSEFTOOLS_TEST_SANDBOX
        # Counts and verdicts follow the day; who the clients are does not.
        $nips = @($kept.svg.text.'#text') -match '^\d{10}' -replace '^(\d{10}).*', '$1'
        $nips.Count | Should -BeGreaterThan 5
        $shown = $lines -join "`n"
        $nips | Where-Object { -not $shown.Contains($_) } | Should -BeNullOrEmpty
        # The same lines are the same picture.
        $selected = Select-PictureLine $lines -Tail 10
        $picture = ConvertTo-TerminalPicture $selected 'Prompt'
        ConvertTo-TerminalPicture $selected 'Prompt' | Should -BeExactly $picture
        ([xml] $picture).svg.text.Count | Should -BeGreaterThan 20
    }

    It 'draws text as text, whatever it holds, in its colour' {
        $name = '</text><script>alert(1)</script> & "Sp."'
        [xml] $picture = ConvertTo-TerminalPicture "`e[31m$name`e[0m" 'A <title>'
        $picture.svg.text.'#text' | Should -BeExactly $name
        $picture.svg.text.fill | Should -Be '#ff7b72'
        $picture.svg.title | Should -BeExactly 'A <title>'
        $picture.GetElementsByTagName('script').Count | Should -Be 0
    }
}
