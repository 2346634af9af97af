# Every view shows every public object in every state, and leaves nothing in $Error.
Describe 'Views' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $ErrorActionPreference = 'Stop'
    }

    It 'show <_> in every state' -ForEach @(
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        Get-KsefEnvironment | Out-Null
        [KsefTools.KsefProfile].Assembly.GetExportedTypes().Where({ $_.Name -like 'Ksef*' -and
            -not $_.IsEnum }).FullName
    ) {
        $type = $_ -as [type]
        $nouns = @(New-TestNoun $type $true; New-TestNoun $type $false)
        foreach ($property in $type.GetProperties().Where({ $_.CanWrite })) {
            $enum = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
            if ($enum.IsEnum) {
                foreach ($value in [enum]::GetValues($enum)) {
                    foreach ($full in $true, $false) { $nouns += New-TestNoun $type $full @{ $property.Name = $value } }
                }
            }
            if ($property.Name -in 'SubjectType', 'GrantedByType') {
                $nouns += New-TestNoun $type $true @{ $property.Name = 'Pesel'; Subject = '92092116350' }
            }
        }
        $Error.Clear()
        # Dates are the same in every culture: 2026-03-04, with 13:05 where the hour matters.
        $texts = foreach ($culture in 'pl-PL', 'en-US') {
            [cultureinfo]::CurrentCulture = $culture
            $nouns[0] | Format-Table | Out-String -Width 160
            $nouns[0] | Format-List | Out-String -Width 160
        }
        $texts | Should -Not -Match '\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b[AP]M\b|\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d'
        $texts[0..1] | Should -BeExactly $texts[2..3]
        $shown = @($nouns | Format-Table | Out-String -Width 80; $nouns | Format-List | Out-String -Width 80)
        $Error | Should -BeNullOrEmpty
        $shown | Should -Not -BeNullOrEmpty
        if ($type.GetProperty('Outcome') -and $type.GetProperty('Outcome').PropertyType.IsEnum) {
            foreach ($value in [enum]::GetNames($type.GetProperty('Outcome').PropertyType)) { $shown[0] |
                Should -Match $value }
        }
    }
}
