# What a type is known by: to a person who asks for no property, and to Compare-Object.
Describe 'The types' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'have a display and a key set of properties that exist: <_>' -ForEach @(
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        Get-KsefEnvironment | Out-Null
        [KsefTools.KsefProfile].Assembly.GetExportedTypes().Where({ $_.Name -like 'Ksef*' -and
            -not $_.IsEnum }).FullName
    ) {
        $standard = (Get-TypeData $_)
        $known = ($_ -as [type]).GetProperties().Name
        foreach ($set in $standard.DefaultDisplayPropertySet, $standard.DefaultKeyPropertySet) {
            $set.ReferencedProperties | Should -Not -BeNullOrEmpty
            $set.ReferencedProperties | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
        }
        $standard.DefaultDisplayPropertySet.ReferencedProperties.Count | Should -BeLessOrEqual 6
    }

    It 'say in words what a script reads as JSON: <_>' -ForEach @(
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        Get-KsefEnvironment | Out-Null
        [KsefTools.KsefProfile].Assembly.GetExportedTypes().Where({ $_.Name -like 'Ksef*' -and
            -not $_.IsEnum }).FullName
    ) {
        $type = $_ -as [type]
        $enums = @($type.GetProperties().Where({
                    ([Nullable]::GetUnderlyingType($_.PropertyType) ?? $_.PropertyType).IsEnum }).ForEach({ $_.Name }))
        $noun = New-TestNoun $type $true
        # Whole, as chosen columns, and inside another object.
        $written = $noun, ($noun | Select-Object *), [pscustomobject] @{ Inner = $noun } |
            ConvertTo-Json -Depth 5 | ConvertFrom-Json
        foreach ($one in $written[0], $written[1], $written[2].Inner) {
            foreach ($enum in $enums) {
                $one.$enum | Should -BeOfType ([string])
                $one.$enum | Should -Be "$($noun.$enum)"
            }
        }
    }

    It 'are still sorted and compared by what their words mean' {
        $results = foreach ($status in 'Critical', 'Healthy', 'Warning', 'Unknown') {
            New-TestNoun ([KsefTools.KsefTokenTestResult]) $true @{ Status = [KsefTools.CredentialStatus] $status }
        }
        "$(($results | Sort-Object Status).Status)" | Should -Be 'Healthy Warning Unknown Critical'
        @($results | Where-Object Status -EQ Critical).Count | Should -Be 1
        @($results | Where-Object Status -GE Unknown).Count | Should -Be 2
    }

    It 'let Compare-Object say what changed between two days, and nothing else' {
        New-KsefProfile 1111111111 A -Tag one | Out-Null
        New-KsefProfile 5261040828 B -Tag one | Out-Null
        $before = Get-KsefProfile
        Compare-Object $before (Get-KsefProfile) | Should -BeNullOrEmpty
        Set-KsefProfile 5261040828 -AddTag two
        $changed = Compare-Object $before (Get-KsefProfile)
        $changed.InputObject.Nip | Sort-Object -Unique | Should -Be 5261040828
        $changed.SideIndicator | Sort-Object | Should -Be '<=', '=>'
    }

    It 'let it compare two audits whatever their time' {
        $audit = foreach ($hour in 1, 2) {
            $result = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject(
                [KsefTools.KsefTokenTestResult])
            foreach ($pair in @{ Nip = '1111111111'; Status = 'Healthy'
                    TestedAt = [DateTimeOffset]::Now.AddHours($hour)
                    Findings = [KsefTools.TextList[KsefTools.KsefFinding]]::new([KsefTools.KsefFinding[]] @())
                    Permissions = [KsefTools.TextList[string]]::new([string[]] @()) }.GetEnumerator()) {
                $property = $result.GetType().GetProperty($pair.Key)
                $property.SetValue($result, [Management.Automation.LanguagePrimitives]::ConvertTo($pair.Value,
                    $property.PropertyType))
            }
            $result
        }
        Compare-Object $audit[0] $audit[1] | Should -BeNullOrEmpty
    }
}

Describe 'Help' {
    It 'offers no page online where there is none' {
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        Get-Command -Module KsefTools | ForEach-Object { Get-Help $_.Name | Out-String } |
            Should -Not -Match 'online help'
    }

    It 'points to no file that does not come with the module' {
        $texts = Get-ChildItem $env:KSEFTOOLS_TEST_MODULE -Recurse -Include *.xml, *.txt |
            Get-Content -Raw
        $texts | Should -Not -Match 'docs/'
    }
}
