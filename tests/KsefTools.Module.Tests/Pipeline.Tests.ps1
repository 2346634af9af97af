# What our objects do in the pipelines of our commands: each binds rightly or gets one line, and never means everything.
Describe 'Pipelines' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.TestAddress
        Add-TestIdentity $sandbox $office
        $own, $served, $third = New-TestNip 3
        New-TestClient $own, $served, $third
        $seal = New-TestSeal $office.OfficePath $own
        Set-KsefCredential $own -CertificatePath $seal.Pfx -Password $seal.Password
        $path = (Get-KsefProfile $served).Path
        $text = (Get-Content -LiteralPath $path -Raw) -replace '(?ms)^access:.*', ''
        Set-Content -LiteralPath $path -NoNewline ($text.TrimEnd() +
            "`naccess:`n  - kind: certificate`n    identity: seal`n")
        $password = ConvertTo-TestSecret 'long enough'
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'renews the identities that are piped in, and no other' {
        $results = @(Get-KsefIdentity seal | Update-KsefCertificate)
        $results.Identity | Should -Be seal
        $results.Outcome | Should -Be NotDue
        $results.OfficePath | Should -Be $office.OfficePath
    }

    It 'renews an identity once, however many of its clients are piped in' {
        @(Get-KsefCredential $served | ForEach-Object { $_; $_ } | Update-KsefCertificate).Identity | Should -Be seal
    }

    It 'renews nothing for an object that names nobody' {
        foreach ($object in [pscustomobject] @{ OfficePath = $office.OfficePath },
            [pscustomobject] @{ OfficePath = $office.OfficePath; Nip = $null; Identity = $null }) {
            $results = $object | Update-KsefCertificate -WhatIf -ErrorVariable failure -ErrorAction SilentlyContinue
            $results | Should -BeNullOrEmpty
            $failure.FullyQualifiedErrorId | Should -BeLike 'InputNamesNobody,*'
        }
        { Update-KsefCertificate -Nip $null } | Should -Throw -ErrorId 'InputNamesNobody,*'
    }

    It 'lists, tests, renews and exports the certificates that Get-KsefCertificate gives' {
        $all = @(Get-KsefCertificate -Local)
        @($all | Get-KsefCertificate -Local).SerialNumber | Sort-Object | Should -Be ($all.SerialNumber | Sort-Object)
        $tested = @($all | Test-KsefCertificate -Local)
        @($tested | Where-Object Nip -EQ $own).SerialNumber | Should -Be ($all | Where-Object Nip -EQ $own).SerialNumber
        @($tested | Where-Object Identity -EQ seal).SerialNumber |
            Should -Be ($all | Where-Object Identity -EQ seal).SerialNumber
        $folder = (New-Item -ItemType Directory (Join-Path $office.OfficePath exported)).FullName
        $files = @($all | Export-KsefCredential -Path $folder -Password $password -PassThru)
        $files.BaseName | Sort-Object | Should -Be ($all.SecretName | Sort-Object)
    }

    It 'lists what was renewed' {
        @(Update-KsefCertificate seal | Get-KsefCertificate -Local).Identity | Should -Be seal
    }

    It 'exports no other certificate for one that only KSeF has' {
        $certificate = Get-KsefCertificate seal -Local
        $foreign = [pscustomobject] @{ Identity = 'seal'; Nip = $null; SecretName = $null
            OfficePath = $office.OfficePath }
        $file = Join-Path $office.OfficePath foreign.pfx
        $foreign | Export-KsefCredential -Path $file -Password $password -ErrorVariable failure `
            -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'InputNamesNobody,*'
        Test-Path $file | Should -BeFalse
        $certificate.SecretName | Should -Be ksef-seal
    }

    It 'removes no credential for a token that has none here' {
        $ghost = [KsefTools.KsefToken] @{ Nip = $own; OfficePath = $office.OfficePath }
        $ghost | Remove-KsefCredential -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'InputNamesNobody,*'
        (Get-KsefCredential $own).SecretName | Should -Not -BeNullOrEmpty
    }

    It 'imports the files that Get-ChildItem gives, brackets in their names included' {
        $folder = (New-Item -ItemType Directory (Join-Path $office.OfficePath sheets)).FullName
        $nip = (New-TestNip 4)[3]
        Set-Content -LiteralPath (Join-Path $folder 'tokens [1].csv') @(
            'NIP;Nazwa;Token', "$nip;Client $nip;$(New-TestToken $nip)")
        $results = @(Get-ChildItem (Join-Path $folder *.csv) | Import-KsefCredential -WhatIf)
        $results.Outcome | Should -Be Planned
        $results.Nip | Should -Be $nip
    }

    It 'takes a client''s object for no spreadsheet' {
        Get-KsefProfile $own | Import-KsefCredential -ErrorVariable failure -ErrorAction SilentlyContinue
        @($failure).Count | Should -Be 1
        "$failure" | Should -Match 'KsefProfile is not a file'
    }

    # Every object that we write, into every command that takes input: what it names is what the command works on.
    Context 'every type of object, into every command that takes input' {
        BeforeAll {
            # These work on the office itself, or on an environment, which every object names; or explain a code.
            $ofOffice = 'Compare-KsefAudit', 'Get-KsefAudit', 'Invoke-KsefAudit', 'Get-KsefOffice', 'Set-KsefOffice',
                'Test-KsefOffice', 'New-KsefIdentity', 'Remove-KsefEnvironment', 'Get-KsefFinding'
            $script = @"
`$ProgressPreference = 'Ignore'
`$quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failures'; WarningAction = 'Ignore' }
`$env:KSEF_OFFICE = '$($office.OfficePath)'
`$password = ConvertTo-TestSecret 'long enough'
`$more = @{
    'Export-KsefCredential' = @{ Path = '$($office.OfficePath)'; Password = `$password }
    'Set-KsefCredential' = @{ Token = New-TestToken $own | ConvertTo-TestSecret }
    'Grant-KsefPermission' = @{ Permission = 'InvoiceRead'; Office = `$true }
    'New-KsefToken' = @{ Permission = 'InvoiceRead' }
    'Set-KsefProfile' = @{ Contact = 'x@example.com' }
    'Test-KsefCertificate' = @{ Local = `$true }
    'Get-KsefCertificate' = @{ Local = `$true }
}
`$takes = Get-Command -Module KsefTools | Where-Object {
    `$_.Parameters.Values.Attributes | Where-Object {
        `$_ -is [Parameter] -and (`$_.ValueFromPipeline -or `$_.ValueFromPipelineByPropertyName) } } |
    Where-Object Name -NotIn '$($ofOffice -join "', '")'
`$types = [KsefTools.KsefProfile].Assembly.GetExportedTypes() | Where-Object {
    `$_.Name -like 'Ksef*' -and -not `$_.IsEnum -and `$_.GetConstructor(@()) }
foreach (`$type in `$types) {
    `$required = @(`$type.GetProperties() | Where-Object {
            `$_.CustomAttributes.AttributeType.Name -eq 'RequiredMemberAttribute' }).Name
    foreach (`$variant in 'client', 'identity', 'nobody') {
        # Whose client an object is, it always says; whose it may be, only in the variant of that name.
        if (`$variant -ne 'client' -and 'Nip' -in `$required) { continue }
        if (`$variant -ne 'identity' -and `$type -eq [KsefTools.KsefIdentity]) { continue }
        if (`$variant -eq 'identity' -and -not `$type.GetProperty('Identity')) { continue }
        if (`$variant -eq 'client' -and -not `$type.GetProperty('Nip')) { continue }
        `$values = @{}
        if (`$type.GetProperty('OfficePath')) { `$values.OfficePath = '$($office.OfficePath)' }
        if ('Environment' -in `$required) { `$values.Environment = '$($sandbox.TestAddress)' }
        if ('Context' -in `$required) { `$values.Context = '$own' }
        if (`$variant -eq 'client') { `$values.Nip = '$own' }
        if (`$variant -eq 'identity') { `$values.Identity = 'anna' }
        `$object = New-Object `$type.FullName -Property `$values
        foreach (`$command in `$takes) {
            `$arguments = `$more[`$command.Name] ?? @{}
            if (`$command.Parameters.ContainsKey('WhatIf')) { `$arguments = `$arguments + @{ WhatIf = `$true } }
            "@@ `$(`$type.Name) `$variant `$(`$command.Name)"
            `$failures = `$written = `$null
            try {
                `$written = `$object | & `$command @arguments @quiet
            }
            catch { `$failures = `$_ }
            foreach (`$one in `$written) { "OUT `$(ConvertTo-Json `$one -Compress -Depth 4 -WarningAction Ignore)" }
            foreach (`$one in @(`$failures | Where-Object { `$_ })) { "ERR `$("`$one" -replace '\s+', ' ')" }
        }
    }
}
"@
            $said = Invoke-TestProcess $script
            $runs = foreach ($line in $said) {
                if ($line -match '^@@ (?<type>\S+) (?<variant>\S+) (?<command>\S+)') {
                    $run = [pscustomobject] @{ Type = $Matches.type; Variant = $Matches.variant
                        Command = $Matches.command; Done = @(); Errors = @() }
                    $run
                    continue
                }
                if ($line -like 'ERR *') { $run.Errors += $line.Substring(4) }
                else { $run.Done += $line }
            }
            $runs = @($runs)
            function Show($Runs) {
                @(@($Runs) | Where-Object { $_ } | ForEach-Object {
                        "$($_.Type) ($($_.Variant)) | $($_.Command): $($_.Done + $_.Errors -join ' / ')" })
            }
        }

        It 'runs them all' {
            $runs.Count | Should -BeGreaterThan 400
        }

        It 'gets one line where it names nobody, and nothing is done' {
            Show ($runs | Where-Object { $_.Variant -eq 'nobody' -and
                    ($_.Done -or $_.Errors.Count -ne 1) }) | Should -BeNullOrEmpty
        }

        It 'works on the client that it names, and on no other and no identity' {
            Show ($runs | Where-Object { $_.Variant -eq 'client' -and
                    "$($_.Done)" -match ($_.Command -like 'Convert-*' ?
                     "$served|$third" : "$served|$third|\b(anna|seal|stamp)\b") }) | Should -BeNullOrEmpty
        }

        It 'works on the identity that it names, and on no client and no other identity' {
            Show ($runs | Where-Object { $_.Variant -eq 'identity' -and
                    "$($_.Done)" -match "$own|$served|$third|\b(seal|stamp)\b" }) | Should -BeNullOrEmpty
        }

        It 'does something, or says in one line why not' {
            Show ($runs | Where-Object { -not $_.Done -and $_.Errors.Count -gt 1 }) | Should -BeNullOrEmpty
        }
    }
}
