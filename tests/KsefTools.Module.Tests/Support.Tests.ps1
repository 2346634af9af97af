# The zip for a report of a bug.
Describe 'Export-KsefSupport' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $env:KSEF_OFFICE = $office.OfficePath
        $nips = New-TestNip 3
        $nips | ForEach-Object { New-KsefProfile $_ "Zażółć $_ Sp. z o.o." -Contact 'jan@firma.example' | Out-Null }
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        Invoke-KsefAudit -Summary | Out-Null
        $file = Join-Path $HOME support.zip
        $folder = Join-Path $HOME support
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
        $env:KSEF_OFFICE = $null
    }

    It 'writes nothing with -WhatIf' {
        Export-KsefSupport $file -WhatIf
        $file | Should -Not -Exist
    }

    It 'holds versions, settings, lint, the last run and its log, and nobody' {
        (Export-KsefSupport $file -PassThru).FullName | Should -Be $file
        Expand-Archive -LiteralPath $file -DestinationPath $folder
        (Get-ChildItem $folder).Name | Should -Be lint.json, log.jsonl, results.json, settings.json, versions.json
        $all = (Get-ChildItem $folder | Get-Content -Raw) -join "`n"
        foreach ($nip in $nips) {
            $all.Contains($nip) | Should -BeFalse
            $token = Get-Secret (Get-KsefCredential $nip).SecretName -Vault KsefVault -AsPlainText
            $all.Contains($token.Split('|')[-1]) | Should -BeFalse
        }
        $all | Should -Not -Match 'Zażółć|jan@|firma'
        $all.Contains($office.OfficePath) | Should -BeFalse
        $versions = Get-Content (Join-Path $folder versions.json) -Raw | ConvertFrom-Json
        $versions.KsefTools | Should -Be (Get-Module KsefTools).Version
        $versions.PowerShell | Should -Be $PSVersionTable.PSVersion
        if (-not (Test-StandIn)) { $versions.Modules | Should -Match SecretStore }
        if (-not $IsWindows) { (Get-Item -LiteralPath $file).UnixMode | Should -Be '-rw-------' }
    }

    It 'replaces no file unasked' {
        Export-KsefSupport $file -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileNotAccessible,*'
        Export-KsefSupport $file -Force
    }
}
