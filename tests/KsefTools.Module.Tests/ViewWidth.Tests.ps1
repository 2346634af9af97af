# Views use the window they are shown in, and break sentences between words in every culture.
Describe 'Views in a window' {
    BeforeDiscovery {
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        Get-KsefEnvironment | Out-Null
        $cases = foreach ($culture in 'pl-PL', 'en-US') {
            foreach ($width in 80, 118, 160, 200) { @{ Culture = $culture; Width = $width } }
        }
        $nouns = [KsefTools.KsefProfile].Assembly.GetExportedTypes().Where({ $_.Name -like 'Ksef*' -and
            -not $_.IsEnum -and $_.GetProperties().Name -match
            '^(Message|Reason|Description|Findings|When)$' }).FullName
        $advisers = [KsefTools.KsefProfile].Assembly.GetExportedTypes().Where({ $_.Name -like 'Ksef*' -and
            -not $_.IsEnum -and $_.Name -notmatch 'Finding$' -and $_.GetProperties().Name -match '^Remedy$' }).FullName
    }

    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE

        class WindowUI : System.Management.Automation.Host.PSHostRawUserInterface {
            [System.Management.Automation.Host.Size] $BufferSize
            [System.Management.Automation.Host.Size] $WindowSize
            [System.Management.Automation.Host.Size] $MaxWindowSize
            [System.Management.Automation.Host.Size] $MaxPhysicalWindowSize
            [System.ConsoleColor] $BackgroundColor
            [System.ConsoleColor] $ForegroundColor
            [System.Management.Automation.Host.Coordinates] $CursorPosition
            [System.Management.Automation.Host.Coordinates] $WindowPosition
            [int] $CursorSize
            [bool] $KeyAvailable
            [string] $WindowTitle
            WindowUI([int] $width) { $this.BufferSize = [System.Management.Automation.Host.Size]::new($width, 50) }
            [void] FlushInputBuffer() { }
            [System.Management.Automation.Host.BufferCell[, ]] GetBufferContents(
                [System.Management.Automation.Host.Rectangle] $r) { return $null }
            [System.Management.Automation.Host.KeyInfo] ReadKey(
                [System.Management.Automation.Host.ReadKeyOptions] $o) { return $null }
            [void] ScrollBufferContents([System.Management.Automation.Host.Rectangle] $s,
                [System.Management.Automation.Host.Coordinates] $d, [System.Management.Automation.Host.Rectangle] $c,
                [System.Management.Automation.Host.BufferCell] $f) { }
            [void] SetBufferContents([System.Management.Automation.Host.Coordinates] $o,
                [System.Management.Automation.Host.BufferCell[, ]] $c) { }
            [void] SetBufferContents([System.Management.Automation.Host.Rectangle] $r,
                [System.Management.Automation.Host.BufferCell] $f) { }
        }
        class WindowText : System.Management.Automation.Host.PSHostUserInterface {
            [System.Management.Automation.Host.PSHostRawUserInterface] $RawUI
            WindowText([int] $width) { $this.RawUI = [WindowUI]::new($width) }
            [System.Collections.Generic.Dictionary[string, psobject]] Prompt([string] $c, [string] $m,
                [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]] $d) {
                return $null }
            [int] PromptForChoice([string] $c, [string] $m,
                [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription]] $h,
                [int] $d) { return 0 }
            [pscredential] PromptForCredential([string] $c, [string] $m, [string] $u, [string] $t) { return $null }
            [pscredential] PromptForCredential([string] $c, [string] $m, [string] $u, [string] $t,
                [System.Management.Automation.PSCredentialTypes] $a,
                [System.Management.Automation.PSCredentialUIOptions] $o) { return $null }
            [string] ReadLine() { return '' }
            [securestring] ReadLineAsSecureString() { return $null }
            [void] Write([string] $v) { }
            [void] Write([System.ConsoleColor] $f, [System.ConsoleColor] $b, [string] $v) { }
            [void] WriteLine([string] $v) { }
            [void] WriteErrorLine([string] $v) { }
            [void] WriteDebugLine([string] $v) { }
            [void] WriteProgress([long] $s, [System.Management.Automation.ProgressRecord] $r) { }
            [void] WriteVerboseLine([string] $v) { }
            [void] WriteWarningLine([string] $v) { }
        }
        class Window : System.Management.Automation.Host.PSHost {
            [cultureinfo] $CurrentCulture
            [cultureinfo] $CurrentUICulture
            [guid] $InstanceId = [guid]::NewGuid()
            [string] $Name = 'Window'
            [version] $Version = '1.0'
            [System.Management.Automation.Host.PSHostUserInterface] $UI
            Window([int] $width, [string] $culture) {
                $this.UI = [WindowText]::new($width)
                $this.CurrentCulture = $this.CurrentUICulture = $culture
            }
            [void] EnterNestedPrompt() { }
            [void] ExitNestedPrompt() { }
            [void] NotifyBeginApplication() { }
            [void] NotifyEndApplication() { }
            [void] SetShouldExit([int] $c) { }
        }

        # One shell for each window: to import the module is what takes time.
        $shells = @{}

        # What is seen of an object in a window of that many cells: PowerShell leaves the last one of a line empty.
        function Show-InWindow([object] $Noun, [int] $Width, [string] $Culture, [string] $Format) {
            $window = "$Width $Culture"
            if (-not $shells[$window]) {
                $shell = [powershell]::Create([runspacefactory]::CreateRunspace([Window]::new($Width, $Culture)))
                $shell.Runspace.Open()
                $shell.AddCommand('Import-Module').AddArgument($env:KSEFTOOLS_TEST_MODULE).Invoke()
                $shells[$window] = $shell
            }
            $shell = $shells[$window]
            $shell.Commands.Clear()
            $shell.AddScript({
                    param($noun, $width, $culture, $format)
                    [cultureinfo]::CurrentCulture = $culture
                    $PSStyle.OutputRendering = 'PlainText'
                    $noun | & $format | Out-String -Width ($width - 1)
                }).AddArgument($Noun).AddArgument($Width).AddArgument($Culture).AddArgument($Format).Invoke() -join "`n"
            $shell.Streams.Error | Should -BeNullOrEmpty
        }

        # A word that is not whole has lost its first letter or its last one. Words of many lengths end a line in every
        # cell there is.
        $word = '«ą+»'
        function New-Words([int] $Count) { (1..$Count | ForEach-Object { "«$('ą' * (1 + $_ * 5 % 9))»" }) -join ' ' }
        $sentence = New-Words 60

        function New-Talker([type] $Type) {
            $noun = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
            foreach ($property in $Type.GetProperties().Where({ $_.CanWrite })) {
                $kind = $property.PropertyType
                if ($property.Name -eq 'Name') { $property.SetValue($noun, (New-Words 5)) }
                elseif ($property.Name -in 'Message', 'Reason', 'Remedy', 'Description', 'When', 'WhatToDo') {
                    $property.SetValue($noun, $sentence) }
                elseif ($kind -eq [KsefTools.TextList[string]]) {
                    $property.SetValue($noun, [KsefTools.TextList[string]]::new([string[]] $sentence.Split(' '))) }
                elseif ($kind -eq [KsefTools.TextList[KsefTools.KsefFinding]]) {
                    $finding = [KsefTools.KsefFinding]::new('TokenRevoked', 'Critical', $sentence, $sentence)
                    $property.SetValue($noun, [KsefTools.TextList[KsefTools.KsefFinding]]::new(
                            [KsefTools.KsefFinding[]] @($finding, $finding, $finding))) }
                elseif ($kind -eq [KsefTools.TextList[KsefTools.KsefAuditFinding]]) {
                    $finding = New-Talker ([KsefTools.KsefAuditFinding])
                    $property.SetValue($noun, [KsefTools.TextList[KsefTools.KsefAuditFinding]]::new(
                            [KsefTools.KsefAuditFinding[]] @($finding, $finding, $finding))) }
                elseif ($kind -eq [string]) { $property.SetValue($noun, '2222222222') }
            }
            $noun
        }
    }

    AfterAll {
        foreach ($shell in $shells.Values) { $shell.Runspace.Dispose(); $shell.Dispose() }
    }

    It 'break <_> between words at every width, in both languages' -ForEach $nouns {
        $noun = New-Talker ($_ -as [type])
        foreach ($culture in 'pl-PL', 'en-US') {
            foreach ($width in 80, 118, 160, 200) {
                foreach ($format in 'Format-Table', 'Format-List') {
                    $shown = Show-InWindow $noun $width $culture $format
                    if ($format -eq 'Format-List') {
                        $shown | Should -Match $word -Because "a list at $width in $culture shows it" }
                    $broken = ($shown -replace $word) -split '\s+' -match '[«ą»]' -notmatch '…$'
                    $broken | Should -BeNullOrEmpty -Because "$format at $width in $culture breaks no word"
                }
            }
        }
    }

    It 'break <_> so that its command is the same when it is pasted' -ForEach $advisers {
        $command = "Get-KsefCredential -Nip 1111111111 -Name 'a  b c', 'd''e' | Convert-KsefToCertificate -Identity " +
            "'seal' -RequestPath './the letters'  # the plan for those who need a certificate, and for some more"
        $code, $remark = $command -split '  # '
        $noun = New-Talker ($_ -as [type])
        $finding = [KsefTools.KsefFinding]::new('TokenRevoked', 'Critical', 'x', $command)
        foreach ($property in $noun.GetType().GetProperties()) {
            if ($property.Name -eq 'Remedy' -and $property.CanWrite) { $property.SetValue($noun, $command) }
            if ($property.PropertyType -eq [KsefTools.TextList[KsefTools.KsefFinding]]) {
                $property.SetValue($noun, [KsefTools.TextList[KsefTools.KsefFinding]]::new(
                        [KsefTools.KsefFinding[]] @($finding))) }
            if ($property.PropertyType -eq [KsefTools.TextList[KsefTools.KsefAuditFinding]]) {
                $one = New-Talker ([KsefTools.KsefAuditFinding])
                $one.GetType().GetProperty('Remedy').SetValue($one, $command)
                $property.SetValue($noun, [KsefTools.TextList[KsefTools.KsefAuditFinding]]::new(
                        [KsefTools.KsefAuditFinding[]] @($one))) }
        }
        foreach ($width in 80, 118, 160, 200) {
            $shown = (Show-InWindow $noun $width 'pl-PL' 'Format-List') -split '\n'
            $first = [array]::FindIndex($shown, [Predicate[string]] { $args[0] -match 'Get-KsefCredential -Nip' })
            $first | Should -BeGreaterThan -1 -Because "a list at $width has the command"
            $last = $first
            while ($shown[$last + 1] -match '^\s{8,}\S') { $last++ }
            $pasted = ($shown[$first..$last] -join "`n") -replace '^.*?(?=Get-KsefCredential -Nip)'
            $tokens = $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput(
                $pasted, [ref] $tokens, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because "at $width it is whole"
            $tree.EndBlock.Statements.Count | Should -Be 1 -Because "at $width it is one command: $pasted"
            $tree.EndBlock.Statements[0].Extent.Text -replace '\s*`?\r?\n\s*', ' ' | Should -Be $code
            ($tokens.Where({ $_.Kind -eq 'Comment' }).Text -replace '^# ') -join ' ' | Should -Be $remark
        }
    }

    It 'break a long name between its parts, and lose none of it: <Text>' -ForEach @(
        @{ Text = '+CollectiveIdentifierManage'; Cells = 22; Shown = '+CollectiveIdentifier', 'Manage' }
        @{ Text = 'KsefVault/ksef-local-391095b4-seal-certificate-r1'; Cells = 40
            Shown = 'KsefVault/ksef-local-391095b4-seal-', 'certificate-r1' }
        @{ Text = 'a KsefVault/ksef-local-391095b4'; Cells = 20; Shown = 'a KsefVault/ksef-', 'local-391095b4' }
        @{ Text = '-CredentialsManage'; Cells = 18; Shown = @('-CredentialsManage') }
    ) {
        $window = [Window]::new(81, 'pl-PL')
        [KsefTools.Cmdlets.Prompt.ViewText]::Wrap($window, $Text, 80 - $Cells) -split '\n' | Should -Be $Shown
    }

    It 'show every finding of a client at <Width> cells in <Culture>' -ForEach $cases {
        $codes = 'TokenRevoked', 'MissingPermission', 'RotationDue', 'EffectiveBelowRequested'
        $result = New-Talker ([KsefTools.KsefTokenTestResult])
        $result.GetType().GetProperty('Findings').SetValue($result, [KsefTools.TextList[KsefTools.KsefFinding]]::new(
                [KsefTools.KsefFinding[]] $codes.ForEach({ [KsefTools.KsefFinding]::new($_, 'Warning', 'x', $null) })))

        $shown = Show-InWindow $result $Width $Culture 'Format-Table'

        foreach ($code in $codes) { $shown | Should -MatchExactly "\b$code\b" }
    }

    It 'give names the width that there is: <Width> cells show <Letters> letters of a name' -ForEach @(
        @{ Width = 118; Letters = 40 }
        @{ Width = 200; Letters = 60 }
    ) {
        $name = 'N' * $Letters
        foreach ($type in [KsefTools.KsefTokenTestResult], [KsefTools.KsefCredential], [KsefTools.KsefProfile]) {
            $noun = New-Talker $type
            $type.GetProperty('Name').SetValue($noun, $name)

            Show-InWindow $noun $Width 'pl-PL' 'Format-Table' | Should -MatchExactly $name
        }
    }
}
