Describe 'Profiles' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        $office = New-TestOffice
        New-KsefProfile 1111111111 'Kowalski sp. z o.o.' -Tag vat-monthly, retail | Out-Null
        New-KsefProfile 526-104-08-28 'Zażółć S.A.' -Tag vat-quarterly -Environment test -Contact 'tel. 600 100 200' |
            Out-Null
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'New-KsefProfile' {
        It 'writes a file that its owner alone can read' {
            $file = Join-Path $office.OfficePath clients 1111111111.yaml
            [System.IO.File]::GetUnixFileMode($file) | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite')
        }

        It 'refuses a second profile of the same client' {
            New-KsefProfile 1111111111 'Somebody else' -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'ProfileExists,*'
            (Get-KsefProfile 1111111111).Name | Should -Be 'Kowalski sp. z o.o.'
        }

        It 'refuses a NIP whose check digit does not fit' {
            { New-KsefProfile 1111111112 'X' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }

        It 'writes nothing under -WhatIf' {
            New-KsefProfile 7010002139 'X' -WhatIf | Should -BeNullOrEmpty
            Join-Path $office.OfficePath clients 7010002139.yaml | Should -Not -Exist
        }

        It 'takes the columns of a CSV file' {
            $new = 'Nip,Name', '7010002139,Nowak' | ConvertFrom-Csv | New-KsefProfile
            $new.Name | Should -Be 'Nowak'
            $new.Environment | Should -Be $office.Environment
            Remove-KsefProfile 7010002139 -Confirm:$false
        }

        It 'takes empty cells, and lists in one cell' {
            $rows = 'Nip,Name,Environment,Tags,Contact,ExpectedPermissions',
                '7010002139,Nowak,,,,',
                '5252248481,Lis,demo,"vat-monthly, retail",,InvoiceRead;InvoiceWrite'
            $empty, $full = $rows | ConvertFrom-Csv | New-KsefProfile
            $empty.Environment | Should -Be $office.Environment
            $empty.Tags.Count | Should -Be 0
            $full.Tags | Should -Be 'vat-monthly', 'retail'
            $full.ExpectedPermissions | Should -Be 'InvoiceRead', 'InvoiceWrite'

            # What Export-Csv wrote of them makes them again.
            $csv = Get-KsefProfile 7010002139, 5252248481 | ConvertTo-Csv
            Remove-KsefProfile 7010002139, 5252248481 -Confirm:$false
            $again = $csv | ConvertFrom-Csv | New-KsefProfile
            $again.Tags | Should -Be $full.Tags
            Remove-KsefProfile 7010002139, 5252248481 -Confirm:$false
        }
    }

    Context 'Get-KsefProfile' {
        It 'takes a NIP <What>' -ForEach @(
            @{ What = 'with dashes'; Nip = '111-111-11-11' }
            @{ What = 'with a prefix'; Nip = 'PL 1111111111' }
            @{ What = 'as a number'; Nip = 1111111111 }
            @{ What = 'as a pattern'; Nip = '11111*' }
        ) {
            (Get-KsefProfile $Nip).Name | Should -Be 'Kowalski sp. z o.o.'
        }

        It 'chooses by <Parameter>' -ForEach @(
            @{ Parameter = 'Name'; Value = 'zażó*'; Expected = 'Zażółć S.A.' }
            @{ Parameter = 'Tag'; Value = 'vat-m*'; Expected = 'Kowalski sp. z o.o.' }
            @{ Parameter = 'Environment'; Value = 'test'; Expected = 'Zażółć S.A.' }
            @{ Parameter = 'Environment'; Value = 'http*'; Expected = 'Kowalski sp. z o.o.' }
        ) {
            $choice = @{ $Parameter = $Value }
            (Get-KsefProfile @choice).Name | Should -Be $Expected
        }

        It 'advises no new profile for what is no NIP' {
            Get-KsefProfile kowal -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure.FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
            "$failure" | Should -Not -Match 'New-KsefProfile'
        }

        # Get-KsefProfile $typo | Remove-KsefProfile must not mean everyone.
        It 'never takes an empty -<Parameter> for the whole office: <Value>' -ForEach @(
            foreach ($parameter in 'Nip', 'Name', 'Tag', 'Environment') {
                foreach ($value in $null, '', @(), @('')) { @{ Parameter = $parameter; Value = $value } }
            }
        ) {
            $choice = @{ $Parameter = $Value }
            { Get-KsefProfile @choice } | Should -Throw -ErrorId (
                $Parameter -eq 'Nip' ? 'InputNamesNobody,*' : 'ParameterArgumentValidationError*')
        }

        It 'gives an object without a NIP an error, and not the whole office' {
            $found = [pscustomobject] @{ Nip = $null }, [pscustomobject] @{ Nip = '1111111111' } |
                Get-KsefProfile -ErrorVariable failure -ErrorAction SilentlyContinue
            $found.Nip | Should -Be 1111111111
            $failure.FullyQualifiedErrorId | Should -BeLike 'InputNamesNobody,*'
        }

        It 'takes bare NIPs and objects from the pipeline' {
            ('1111111111' | Get-KsefProfile).Nip | Should -Be 1111111111
            ([pscustomobject] @{ Nip = '5261040828' } | Get-KsefProfile).Nip | Should -Be 5261040828
            (Get-KsefProfile | Get-KsefProfile).Count | Should -Be 2
        }

        It 'says so when a client is not there, and goes on' {
            $found = Get-KsefProfile 7010002139, 1111111111 -ErrorVariable failure -ErrorAction SilentlyContinue
            $found.Nip | Should -Be 1111111111
            $failure.FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
            $failure.CategoryInfo.Category | Should -Be ObjectNotFound
        }

        It 'says so when a literal -<Parameter> finds nobody' -ForEach @(
            @{ Parameter = 'Name'; Value = 'Kowalsky' }
            @{ Parameter = 'Tag'; Value = 'vat-monthyl' }
        ) {
            $choice = @{ $Parameter = $Value }
            Get-KsefProfile @choice -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failure.FullyQualifiedErrorId | Should -BeLike 'ProfileNotFound,*'
            "$failure" | Should -Match $Value
        }

        It 'says nothing when a pattern finds nothing' {
            Get-KsefProfile 99* -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'names file, line and column of a broken file, and gives the others' {
            $broken = Join-Path $office.OfficePath clients 7010002139.yaml
            Set-Content -LiteralPath $broken -Value "nip: '7010002139'`nname: [unclosed"
            $found = Get-KsefProfile -ErrorVariable failure -ErrorAction SilentlyContinue
            Remove-Item -LiteralPath $broken
            $found.Count | Should -Be 2
            $failure.FullyQualifiedErrorId | Should -BeLike 'OfficeFileInvalid,*'
            "$failure" | Should -Match '7010002139\.yaml\(\d+,\d+\)'
        }

        It 'ends when there is no office' {
            { Get-KsefProfile -OfficePath (Join-Path $HOME nowhere) -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'OfficeNotFound,*'
        }
    }

    Context 'Set-KsefProfile' {
        It 'changes only what it is told, and keeps comments and order' {
            $file = (Get-KsefProfile 1111111111).Path
            $before = Get-Content -LiteralPath $file -Raw
            Set-Content -LiteralPath $file -NoNewline -Value ("# Anna looks after them`n" + $before)
            Set-KsefProfile 1111111111 -AddTag new -RemoveTag retail
            $after = Get-Content -LiteralPath $file -Raw
            $after | Should -BeLike '# Anna looks after them*'
            (Get-KsefProfile 1111111111).Tags | Should -Be 'vat-monthly', 'new'
            (Compare-Object ($before -split "`n") ($after -split "`n")).InputObject -notmatch 'Anna' |
                Should -Match 'tag|retail|new|vat-monthly'
        }

        It 'lets a client follow the office again' {
            (Set-KsefProfile 5261040828 -Environment $null -PassThru).Environment | Should -Be $office.Environment
        }

        It 'changes nothing under -WhatIf' {
            Get-KsefProfile | Set-KsefProfile -Name X -WhatIf
            (Get-KsefProfile).Name | Should -Not -Contain 'X'
        }
    }

    Context 'Remove-KsefProfile' {
        It 'asks first' {
            # Nobody is there to answer: the question itself is the failure.
            { Remove-KsefProfile 1111111111 } | Should -Throw -ErrorId '*'
            (Get-KsefProfile 1111111111).Name | Should -Be 'Kowalski sp. z o.o.'
        }

        It 'removes the file' {
            New-KsefProfile 7010002139 'Nowak' | Out-Null
            Get-KsefProfile 7010002139 | Remove-KsefProfile -Confirm:$false
            Join-Path $office.OfficePath clients 7010002139.yaml | Should -Not -Exist
        }
    }

    Context 'Permissions that are typed' {
        It 'are refused with the nearest right name' {
            { Set-KsefProfile 1111111111 -ExpectedPermission InvoiceRed } | Should -Throw '*InvoiceRead*'
            { New-KsefProfile 7010002139 X -ExpectedPermission invoicewrite } | Should -Throw '*InvoiceWrite*'
            { Grant-KsefPermission 1111111111 -Office -Permission Introspecton } | Should -Throw '*Introspection*'
            (Get-KsefProfile 1111111111).ExpectedPermissions | Should -BeNullOrEmpty
        }
    }

    Context 'Names with signs of a pattern' {
        BeforeAll {
            New-KsefProfile 7010002139 'Bud[a]ma *' -Tag 'a[b]', 'x?' | Out-Null
            New-KsefProfile 5252248481 'Budama Plus' -Tag ab, xy | Out-Null
        }
        AfterAll { Remove-KsefProfile 7010002139, 5252248481 -Confirm:$false }

        It 'are found by what completion inserts: <Line>' -ForEach @(
            @{ Line = 'Get-KsefProfile -Name Bud[' }
            @{ Line = 'Get-KsefProfile -Tag a[' }
            @{ Line = 'Get-KsefProfile -Tag x?' }
            @{ Line = 'Get-KsefCredential -Tag x?' }
        ) {
            $inserted = (TabExpansion2 $Line $Line.Length).CompletionMatches[0].CompletionText
            $command = $Line.Substring(0, $Line.LastIndexOf(' ') + 1) + $inserted
            (& ([scriptblock]::Create($command))).Nip | Should -Be 7010002139
        }

        It 'are written as they stand where no pattern is meant' {
            $line = 'Set-KsefProfile 1111111111 -AddTag x?'
            (TabExpansion2 $line $line.Length).CompletionMatches[0].CompletionText | Should -Match '^''?x\?''?$'
        }
    }

    Context 'Completion' {
        It 'offers what begins so before what only contains it' {
            $first = New-TestNip 9000 | Where-Object { $_ -like '*5261*' } | Select-Object -First 1
            New-KsefProfile $first X | Out-Null
            $line = 'Remove-KsefProfile 5261'
            (TabExpansion2 $line $line.Length).CompletionMatches[0].CompletionText | Should -Be 5261040828
            Remove-KsefProfile $first -Confirm:$false
        }

        It 'offers <Expected> for <Line>' -ForEach @(
            @{ Line = 'Get-KsefProfile -Nip 526'; Expected = '5261040828' }
            @{ Line = 'Get-KsefProfile kowal'; Expected = $null }
            @{ Line = 'Get-KsefProfile -Name kow'; Expected = "'Kowalski sp. z o.o.'" }
            @{ Line = 'Get-KsefProfile -Tag vat-q'; Expected = 'vat-quarterly' }
            @{ Line = 'Get-KsefCredential -Environment pro'; Expected = 'production' }
        ) {
            $offered = (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
            if ($Expected) { $offered | Should -Contain $Expected }
        }

        It 'is silent where there is no office' {
            $line = "Get-KsefProfile -OfficePath $HOME/nowhere -Nip 5"
            { TabExpansion2 $line $line.Length } | Should -Not -Throw
        }
    }
}
