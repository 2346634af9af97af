# What `build.ps1 Publish` says before it sends anything.
Describe 'build.ps1 Publish' {
    BeforeAll {
        $root = $PSScriptRoot
        while (-not (Test-Path (Join-Path $root KsefTools.sln))) { $root = Split-Path $root }
        Import-Module (Join-Path $root build Packages.psm1), (Join-Path $PSScriptRoot TestOffice.psm1)
        # A copy, so that no package of a real build is looked at.
        $copy = (New-Item -ItemType Directory (Join-Path $HOME publish)).FullName
        Copy-Item (Join-Path $root build.ps1), (Join-Path $root build) $copy -Recurse
        $packages = Join-Path $copy output packages

        function Invoke-Publish {
            $said = Invoke-TestShell -File (Join-Path $copy build.ps1) Publish @args 2>&1
            ($said -join ' ') -replace '\x1b\[[0-9;]*m' -replace '\s+', ' '
        }
    }

    It 'sends nothing where nothing is packed' {
        Invoke-Publish -WhatIf | Should -Match 'Nothing is packed'
        $LASTEXITCODE | Should -Be 1
    }

    It 'with -WhatIf says what would go where, and asks for no key' {
        $null = New-Item -ItemType Directory $packages
        foreach ($name in 'KsefTools.0.1.0.nupkg', 'ksef-sandbox.0.1.0.nupkg') {
            Set-Content -LiteralPath (Join-Path $packages $name) $name
        }
        New-ChecksumFile $packages
        $said = Invoke-Publish -WhatIf -Repository Shelf -Source https://feed.example.test/v3/index.json
        $LASTEXITCODE | Should -Be 0
        $said | Should -Match 'Shelf" on target "KsefTools\.0\.1\.0.*feed\.example\.test.*"ksef-sandbox\.0\.1\.0'
        $said | Should -Not -Match 'Key of'
    }

    It 'refuses a package that is not the one whose sum was written' {
        Add-Content -LiteralPath (Join-Path $packages KsefTools.0.1.0.nupkg) 'more'
        Invoke-Publish -WhatIf | Should -Match 'KsefTools\.0\.1\.0\.nupkg'
        $LASTEXITCODE | Should -Be 1
    }
}
