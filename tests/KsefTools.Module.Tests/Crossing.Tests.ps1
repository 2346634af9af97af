# What an audit gives is the same after a file, a job and a remote session.
Describe 'Objects that crossed a process' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice
        New-TestClient (New-TestNip 2)
        $file = Join-Path $office.OfficePath results.xml
        $audit = @(
            foreach ($status in 'Critical', 'Healthy', 'Unknown', 'Warning') {
                [KsefTools.KsefTokenTestResult] @{
                    Nip = '5260001246'; Name = "Żółw $status"; Environment = 'test'; Status = $status
                    TestedAt = [DateTimeOffset]::new(2026, 3, 4, 23, 30, 15, [TimeSpan]::Zero)
                    EndsOn = [datetime]::new(2026, 12, 31); Path = 'x'; OfficePath = $office.OfficePath
                    Findings = [KsefTools.TextList[KsefTools.KsefFinding]]::new([KsefTools.KsefFinding[]] @(
                            [KsefTools.KsefFinding]::new('TokenRevoked', 'Critical', 'Gone', 'Do this')
                            [KsefTools.KsefFinding]::new('Unused', 'Warning', 'Idle', $null)))
                    Permissions = [KsefTools.TextList[string]]::new([string[]] ('InvoiceRead', 'InvoiceWrite'))
                }
            }
        )
        $module = $env:KSEFTOOLS_TEST_MODULE
        $audit | Export-Clixml $file
        function Get-Crossed([string] $Way) {
            switch ($Way) {
                'Import-Clixml' { Import-Clixml $file }
                'Start-Job' {
                    Start-Job { Import-Module $using:module; Import-Clixml $using:file } |
                        Receive-Job -Wait -AutoRemoveJob
                }
                'a remote session' {
                    # What remoting does on both sides of the wire, without a server: serialize, and back.
                    $text = [System.Management.Automation.PSSerializer]::Serialize($audit, 1)
                    [System.Management.Automation.PSSerializer]::Deserialize($text)
                }
            }
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'sorts, filters and reads an audit after <_> as before' -ForEach @(
        'Import-Clixml', 'Start-Job', 'a remote session') {
        $crossed = @(Get-Crossed $_)
        $crossed.Count | Should -Be 4
        "$(($crossed | Sort-Object Status).Status)" | Should -Be 'Healthy Warning Unknown Critical'
        @($crossed | Where-Object Status -EQ 'Healthy').Count | Should -Be 1
        @($crossed | Where-Object Status -GE 'Unknown').Count | Should -Be 2
        foreach ($one in $crossed) {
            $one | Should -BeOfType ([KsefTools.KsefTokenTestResult])
            $one.Findings.Code | Should -Be 'TokenRevoked', 'Unused'
            $one.Findings[0].Severity | Should -Be 'Critical'
            $one.Remedy | Should -Be 'Do this'
            $one.Permissions.ToString() | Should -Be 'InvoiceRead, InvoiceWrite'
            $one.TestedAt | Should -Be $audit[0].TestedAt
            $one.EndsOn | Should -Be $audit[0].EndsOn
            $one.SerialNumber | Should -BeNullOrEmpty
        }
    }

    It 'makes by a cast what it was of what a session over ssh brings, for which PowerShell knows no types of ours' {
        # New-PSSession -HostName deserializes with PowerShell's own types alone, as a runspace without the module does.
        $text = [System.Management.Automation.PSSerializer]::Serialize($audit, 1)
        $bare = [powershell]::Create().AddScript({
                param($text) [System.Management.Automation.PSSerializer]::Deserialize($text)
            }).AddArgument($text).Invoke()
        $bare[0] | Should -Not -BeOfType ([KsefTools.KsefTokenTestResult])
        $cast = [KsefTools.KsefTokenTestResult[]] $bare
        "$(($cast | Sort-Object Status).Status)" | Should -Be 'Healthy Warning Unknown Critical'
        @($cast | Where-Object Status -GE 'Unknown').Count | Should -Be 2
        $cast[0].Remedy | Should -Be 'Do this'
        $cast[0].TestedAt | Should -Be $audit[0].TestedAt
    }

    It 'lets a client pipe on after a file' {
        Get-KsefProfile | Export-Clixml $file
        @(Import-Clixml $file | Get-KsefCredential).Count | Should -Be 2
    }

    It 'carries every type: <_>' -ForEach @(
        Import-Module $env:KSEFTOOLS_TEST_MODULE
        [KsefTools.KsefProfile].Assembly.GetExportedTypes() |
            # What carries a secret stays as PowerShell brings it: nothing of ours opens it again.
            Where-Object { $_.Name -like 'Ksef*' -and -not $_.IsEnum -and
                [securestring] -notin $_.GetProperties().PropertyType } | ForEach-Object FullName
    ) {
        $type = $_ -as [type]
        $object = if ($type.GetConstructor(@())) { New-Object $type.FullName }
        else { [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type) }
        $text = [System.Management.Automation.PSSerializer]::Serialize($object, 1)
        [System.Management.Automation.PSSerializer]::Deserialize($text) | Should -BeOfType $type
    }
}
