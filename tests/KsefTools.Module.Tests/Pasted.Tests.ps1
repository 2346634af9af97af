# What a spreadsheet, a mail or Explorer brings along with a copied text, and names of files as PowerShell takes them.
Describe 'Pasted text' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-TestClient 1111111111
        Set-KsefProfile 1111111111 -Name 'Zażółć Gęślą' -AddTag vat
        $folder = Join-Path $office.OfficePath 'answers [1]'
        $null = New-Item -ItemType Directory $folder
        Set-Content -LiteralPath (Join-Path $folder 'a[1].xml') '<x/>'
        Set-Content -LiteralPath (Join-Path $folder 'b.xml') '<x/>'
    }
    AfterAll {
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'finds a client by a NIP with <Name>' -ForEach @(
        @{ Name = 'no-break spaces'; Nip = "111$([char] 0xA0)111$([char] 0xA0)11$([char] 0xA0)11" }
        @{ Name = 'a zero-width space'; Nip = "1111111111$([char] 0x200B)" }
        @{ Name = 'a byte order mark'; Nip = "$([char] 0xFEFF)1111111111" }
        @{ Name = 'soft hyphens'; Nip = "111$([char] 0xAD)111$([char] 0xAD)1111" }
        @{ Name = 'marks of direction'; Nip = "$([char] 0x202A)PL 111-111-11-11$([char] 0x202C)" }
        @{ Name = 'dashes of a spreadsheet'; Nip = "111$([char] 0x2013)111$([char] 0x2011)11$([char] 0x2212)11" }
    ) {
        (Get-KsefProfile $Nip).Nip | Should -Be 1111111111
        (Get-KsefProfile "111*$([char] 0x200B)").Nip | Should -Be 1111111111
        { Set-KsefProfile $Nip -Contact 'x@firma.example' -WhatIf -ErrorAction Stop } | Should -Not -Throw
    }

    It 'finds a client by <Name>' -ForEach @(
        @{ Name = 'a name with no-break spaces'; Choice = @{ Name = "Zażółć$([char] 0xA0)Gęślą" } }
        @{ Name = 'a name with a zero-width space'; Choice = @{ Name = "Zażółć$([char] 0x200B) Gęślą" } }
        @{ Name = 'a pattern with a soft hyphen'; Choice = @{ Name = "Za$([char] 0xAD)żółć*" } }
        @{ Name = 'a tag with a mark of order'; Choice = @{ Tag = "$([char] 0xFEFF)vat" } }
        @{ Name = 'an environment with a zero-width space'; Choice = @{ Environment = "test$([char] 0x200B)" } }
    ) {
        (Get-KsefProfile @Choice -ErrorAction Stop).Nip | Should -Be 1111111111
    }

    It 'names the letter that nobody sees where a text is to be kept' {
        { Set-KsefProfile 1111111111 -Name "Zażółć$([char] 0x200B)" } | Should -Throw '*zero-width space (U+200B)*'
        { Set-KsefProfile 1111111111 -Name "Zażółć$([char] 0xAD)" } | Should -Throw '*soft hyphen (U+00AD)*'
    }

    It 'opens the office whose path was copied with a mark of direction' {
        (Get-KsefOffice -OfficePath "$([char] 0x202A)$($office.OfficePath)").OfficePath |
            Should -Be $office.OfficePath
    }

    It 'takes <Name> of answers' -ForEach @(
        @{ Name = 'a file with brackets'; Count = 1; Call = {
                Complete-KsefSigningRequest (Join-Path $folder 'a[1].xml') } }
        @{ Name = 'a folder with brackets'; Count = 2; Call = { Complete-KsefSigningRequest $folder } }
        @{ Name = 'a pattern'; Count = 2; Call = {
                Complete-KsefSigningRequest (Join-Path ([wildcardpattern]::Escape($folder)) '*.xml') } }
        @{ Name = 'a literal path'; Count = 1; Call = {
                Complete-KsefSigningRequest -LiteralPath (Join-Path $folder 'a[1].xml') } }
        @{ Name = 'the pipeline of Get-ChildItem'; Count = 2; Call = {
                Get-ChildItem -LiteralPath $folder | Complete-KsefSigningRequest } }
        @{ Name = 'text in the pipeline'; Count = 1; Call = {
                (Join-Path $folder 'b.xml') | Complete-KsefSigningRequest } }
    ) {
        $results = @(& $Call)
        $results.Count | Should -Be $Count
        $results.Outcome | Sort-Object -Unique | Should -Be Rejected
    }

    It 'takes a pattern for the one certificate file that it matches, and refuses one for several' {
        $pfx = Join-Path $folder 'one.pfx'
        Set-Content -LiteralPath $pfx 'no certificate'
        $pattern = Join-Path ([wildcardpattern]::Escape($folder)) '*.pfx'
        { Set-KsefCredential 1111111111 -CertificatePath $pattern -ErrorAction Stop } | Should -Throw '*one.pfx*'
        Set-Content -LiteralPath (Join-Path $folder 'two.pfx') 'none'
        { Set-KsefCredential 1111111111 -CertificatePath $pattern -ErrorAction Stop } |
            Should -Throw '*matches 2 files*'
    }

    It 'takes a certificate file with brackets in its name as it is, and its key' {
        $seal = New-TestSeal $folder 1111111111
        foreach ($kind in 'pfx', 'crt', 'key') {
            Copy-Item -LiteralPath $seal.$kind (Join-Path $office.OfficePath "seal *[a].$kind")
        }
        $start = Join-Path $office.OfficePath 'seal *[a]'
        foreach ($given in @{ LiteralPath = "$start.pfx" }, @{ LiteralPath = "$start.crt"; KeyPath = "$start.key" }) {
            $stored = Set-KsefCredential 1111111111 @given -Password $seal.Password -PassThru -ErrorAction Stop
            $stored.Kind | Should -Be Certificate
        }
        { Set-KsefCredential 1111111111 -LiteralPath (Join-Path $office.OfficePath '*.pfx') -ErrorAction Stop } |
            Should -Throw '*`*.pfx*'
        { Request-KsefCertificate -Nip 1111111111 -LiteralPath "$start none.pfx" -ErrorAction Stop } |
            Should -Throw '*none.pfx*'
    }
}
