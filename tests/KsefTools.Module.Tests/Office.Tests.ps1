Describe 'The office' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $office = New-TestOffice -Environment test
        New-KsefProfile 1111111111 'Kowalski sp. z o.o.' | Out-Null
    }
    AfterAll { Remove-Item -LiteralPath $office.OfficePath -Recurse -Force }

    Context 'Initialize-KsefOffice' {
        It 'lets the session find the office' {
            $env:KSEF_OFFICE | Should -Be $office.OfficePath
            (Get-KsefProfile).Nip | Should -Be 1111111111
        }

        It 'changes nothing when it is run again' {
            $file = Join-Path $office.OfficePath office.yaml
            Add-Content -LiteralPath $file -Value '# mine'
            Initialize-KsefOffice $office.OfficePath -Nip 5260001246 -Name Other 6> $null | Out-Null
            Get-Content -LiteralPath $file -Raw | Should -Match '# mine'
            Get-Content -LiteralPath $file -Raw | Should -Match 'Sigma'
        }

        It 'leaves the office of somebody else alone' {
            { Initialize-KsefOffice $office.OfficePath -Nip 1111111111 -Name Other } |
                Should -Throw -ErrorId 'OfficeExists,*'
        }

        It 'takes no plain http beyond this machine' {
            { Initialize-KsefOffice (Join-Path $HOME x) -Nip 5260001246 -Name X -Environment http://ksef.example/v2 } |
                Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        }

        It 'makes nothing under -WhatIf' {
            Initialize-KsefOffice (Join-Path $HOME y) -Nip 5260001246 -Name X -WhatIf | Should -BeNullOrEmpty
            Join-Path $HOME y | Should -Not -Exist
        }
    }

    Context 'Test-KsefOffice' {
        It 'says nothing of an office that is in order' {
            Test-KsefOffice | Should -BeNullOrEmpty
            Test-KsefOffice -Quiet | Should -BeTrue
        }

        It 'names file, line and column of what is wrong' {
            $file = (Get-KsefProfile 1111111111).Path
            $before = Get-Content -LiteralPath $file -Raw
            Add-Content -LiteralPath $file `
                -Value "access:`n  - kind: token`n    secret: ksef-test-1111111111-token`ncolour: red"
            $issues = Test-KsefOffice
            $quiet = Test-KsefOffice -Quiet
            Set-Content -LiteralPath $file -NoNewline -Value $before
            $issues.Code | Sort-Object | Should -Be UnknownKey, SecretMissing
            ($issues | Where-Object Code -EQ UnknownKey).Line | Should -BeGreaterThan 1
            ($issues | Where-Object Code -EQ SecretMissing).Remedy | Should -Match 'Set-KsefCredential'
            $quiet | Should -BeFalse
        }

        It 'finds a secret that no profile names' {
            Set-Secret -Name ksef-test-5261040828-token -Secret orphan -Vault KsefVault
            (Test-KsefOffice).SecretName | Should -Be ksef-test-5261040828-token
            Remove-Secret -Name ksef-test-5261040828-token -Vault KsefVault
        }

        It 'names for every interrupted operation a command that pwsh can run' {
            $journal = New-Item -ItemType Directory -Force (Join-Path $office.OfficePath .state journal)
            $written = Join-Path $PSScriptRoot ../KsefTools.Core.Tests/Journal/Written
            foreach ($record in Get-ChildItem -LiteralPath $written -Filter *.jsonl) {
                $line = (Get-Content -LiteralPath $record.FullName -TotalCount 1) -replace
                    '\{environment\}', 'test' -replace
                    '\{nip\}', '1111111111' -replace '\{serial\}|\{\}', '03A7D26790742A11' -replace '\{id\}',
                    '32890a46-d080-7fec-5785-dda00cb53e0b' -replace
                    'seal-certificate-r9b4d5a15', '1111111111-certificate'
                Set-Content -LiteralPath (Join-Path $journal ($record.Name -replace '^[^.]+[.]')) -Value $line
            }

            $issues = Test-KsefOffice | Where-Object Code -EQ InterruptedRun
            Remove-Item -LiteralPath $journal -Recurse

            $issues.Remedy | Should -Not -Contain $null
            $names = foreach ($remedy in $issues.Remedy) {
                $errors = $null
                $tree = [System.Management.Automation.Language.Parser]::ParseInput($remedy, [ref] $null, [ref] $errors)
                $errors | Should -BeNullOrEmpty -Because $remedy
                $tree.EndBlock.Statements.Count | Should -Be 1 -Because $remedy
                $command = $tree.EndBlock.Statements[0].PipelineElements[0]
                $known = Get-Command -Name $command.GetCommandName() -Module KsefTools
                foreach ($parameter in $command.CommandElements.ParameterName | Where-Object { $_ }) {
                    $known.Parameters.Keys | Should -Contain $parameter -Because $remedy
                }
                $known.Name
            }
            ($names | Sort-Object -Unique).Count | Should -Be 10
        }

        It 'tells of an office.yaml that cannot be used' {
            $other = New-Item -ItemType Directory (Join-Path $HOME broken)
            Set-Content -LiteralPath (Join-Path $other office.yaml) -Value "nip: '123'`nname: X"
            $issues = Test-KsefOffice -OfficePath $other
            $issues.Code | Should -Contain InvalidNip
            $issues[0].Line | Should -Be 1
        }

        It 'ends when there is no office' {
            { Test-KsefOffice -OfficePath (Join-Path $HOME nowhere) } | Should -Throw -ErrorId 'OfficeNotFound,*'
        }
    }

    Context 'Import-KsefCredential' {
        It 'says what a file that is no spreadsheet lacks' {
            Set-Content -LiteralPath (Join-Path $HOME notes.csv) -Value "a,b`n1,2"
            { Import-KsefCredential (Join-Path $HOME notes.csv) } | Should -Throw -ErrorId 'SpreadsheetUnreadable,*'
        }

        It 'stores nothing when the vault is not there' {
            Set-Content -LiteralPath (Join-Path $HOME t.csv) -Value "NIP,Token`n5261040828,$(New-TestToken 5261040828)"
            { Import-KsefCredential (Join-Path $HOME t.csv) -Vault Nowhere } |
                Should -Throw -ErrorId 'VaultNotRegistered,*'
            Get-KsefProfile 5261040828 -ErrorAction Ignore | Should -BeNullOrEmpty
        }

        It 'replaces another token only with -Force' {
            Set-KsefCredential 1111111111 -Token (New-TestToken 1111111111 | ConvertTo-TestSecret)
            $token = New-TestToken 1111111111
            Set-Content -LiteralPath (Join-Path $HOME t.csv) -Value "NIP;Token KSeF`n111-111-11-11;$token"
            (Import-KsefCredential (Join-Path $HOME t.csv) 3> $null 6> $null).Outcome | Should -Be Refused
            (Import-KsefCredential (Join-Path $HOME t.csv) -Force 3> $null 6> $null).Outcome | Should -Be Replaced
            Get-Secret -Name (Get-KsefCredential 1111111111).SecretName -Vault KsefVault -AsPlainText |
                Should -BeExactly $token
        }
    }
}
