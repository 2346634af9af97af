# What is not there, does not change or cannot be done, as the one who typed it reads it.
Describe 'Sentences at the prompt' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-KsefProfile 1111111111 'Zażółć' -Tag vat | Out-Null
        $empty = (New-Item -ItemType Directory (Join-Path $office.OfficePath empty)).FullName
        $nowhere = Join-Path $office.OfficePath nowhere

        # "What if:" goes to the host alone.
        function Get-WhatIf([string] $Command) {
            Invoke-TestProcess "`$env:KSEF_OFFICE = '$($office.OfficePath)'; $Command"
        }
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    It 'say what a client was and what it will be, under -WhatIf' {
        $said = "$(Get-WhatIf "Set-KsefProfile 1111111111 -Name Nowa -AddTag cit -WhatIf")"
        $said | Should -Match 'name: Zażółć → Nowa'
        $said | Should -Match 'tags: vat → vat, cit'
        (Get-KsefProfile 1111111111).Name | Should -Be 'Zażółć'
    }

    It 'say nothing under -WhatIf where nothing changes' {
        Get-WhatIf "Set-KsefProfile 1111111111 -Name 'Zażółć' -AddTag vat -WhatIf" | Should -BeNullOrEmpty
    }

    It 'are an error for a file that is not there: <Name>' -ForEach @(
        @{ Name = 'a signed request'; Call = { Complete-KsefSigningRequest $nowhere } }
        @{ Name = 'a certificate'; Call = { Set-KsefCredential 1111111111 -CertificatePath $nowhere } }
        @{ Name = 'a certificate''s key'; Call = {
                $seal = New-TestSeal $empty 1111111111
                Set-KsefCredential 1111111111 -CertificatePath $seal.Crt -KeyPath $nowhere -Password $seal.Password } }
    ) {
        $ErrorActionPreference = 'Continue'
        $results = & $Call 2>&1
        $results | Should -BeOfType ([System.Management.Automation.ErrorRecord])
        "$results" | Should -Match 'nowhere'
        Get-ChildItem $empty | Remove-Item
    }

    It 'tell of a folder without answers' {
        $results = Complete-KsefSigningRequest $empty -WarningVariable told -WarningAction Ignore
        $results | Should -BeNullOrEmpty
        "$told" | Should -Match 'no signed file'
        "$told" | Should -Match ([regex]::Escape($empty))
    }

    It 'name the folder that is missing, and no file of the machine''s own: <Name>' -ForEach @(
        @{ Name = 'of a certificate'; Call = {
                $seal = New-TestSeal $empty 1111111111
                Set-KsefCredential 1111111111 -CertificatePath $seal.Pfx -Password $seal.Password
                Export-KsefCredential 1111111111 (Join-Path $nowhere x.pfx) -Password $seal.Password } }
        @{ Name = 'of a report'; Call = {
                Invoke-KsefAudit -Summary 3>&1 | Out-Null
                Export-KsefReport (Join-Path $nowhere report.html) } }
    ) {
        $Error.Clear()
        $ErrorActionPreference = 'SilentlyContinue'
        & $Call 2>&1 | Out-Null
        "$($Error[0])" | Should -BeLike "*'$nowhere'*"
        "$($Error[0])" | Should -Not -Match 'ksef-tmp'
    }

    It 'name no parameter of the code' {
        $Error.Clear()
        Grant-KsefPermission 1111111111 -Permission CredentialsManage -EntityNip 5261040828 -Confirm:$false `
            -EntityName Sigma -ErrorAction SilentlyContinue
        "$($Error.Exception.Message)" | Should -Match 'InvoiceRead'
        "$($Error.Exception.Message)" | Should -Not -Match '\(Parameter'
    }

    It 'say what a command lacks, and ask for the value of no switch' {
        foreach ($command in Get-Command -Module KsefTools) {
            $usual = $command.ParameterSets.Where({ $_.IsDefault -or $command.ParameterSets.Count -eq 1 })
            $usual.Parameters.Where({ $_.IsMandatory -and $_.ParameterType -eq [switch] }).Name |
                Should -BeNullOrEmpty -Because "$command asks at the prompt for what is mandatory"
        }
        { Grant-KsefPermission 1111111111 -Permission InvoiceRead } | Should -Throw 'Say who gets*-Office*'
    }

    It 'name the client, however much the answer of KSeF says' {
        # The answer has the NIP, and not whose it is.
        $sandbox = Start-TestSandbox
        try {
            Set-KsefProfile 1111111111 -Environment $sandbox.Address -Force
            $other = New-TestSandboxToken $sandbox 5261040828
            $known = ($other -split '\|')[0, 2]
            Set-KsefCredential 1111111111 -Token ("$($known[0])|nip-1111111111|$($known[1])" | ConvertTo-TestSecret)
            Get-KsefToken 1111111111 -ErrorVariable failed -ErrorAction SilentlyContinue
            "$failed" | Should -Match '1111111111 \(Zażółć\)'
        }
        finally { Stop-TestSandbox $sandbox }
    }
}
