# Whatever ends a pipeline early takes the work along: nothing goes on behind the prompt.
Describe 'A pipeline that is stopped' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $nips = New-TestNip 8
        New-TestClient $nips
        $nips | ForEach-Object { Set-KsefCredential $_ -Token (New-TestSandboxToken $sandbox $_ |
            ConvertTo-TestSecret) }
        Add-TestIdentity $sandbox $office

        # This would end the work if the pipeline's end did not (KsefApiOptions.AttemptTimeout). A second is the aim,
        # but a machine that runs tests is busy.
        $httpLimit = [timespan]::FromSeconds(30)

        # From now on KSeF takes every request and answers none.
        Invoke-TestSandbox $sandbox POST faults @{ kind = 'NoAnswer' } | Out-Null

        # Counts the HTTP requests of this process that are under way, from .NET's own instrument.
        Add-Type -TypeDefinition @'
using System.Diagnostics.Metrics;
using System.Threading;
public static class OpenRequests
{
    private static long count;
    private static readonly MeterListener listener = new MeterListener();
    public static long Count { get { return Interlocked.Read(ref count); } }
    public static void Watch()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "http.client.active_requests") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, change, tags, state) => Interlocked.Add(ref count, change));
        listener.Start();
    }
}
'@
        [OpenRequests]::Watch()

        # Runs a script elsewhere in this process, until requests are open.
        function Start-Elsewhere([string] $Script) {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$env:KSEFTOOLS_TEST_MODULE'; $Script")
            $running = $shell.BeginInvoke()
            while (-not [OpenRequests]::Count -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $running.IsCompleted | Should -BeFalse
            $shell
        }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'ends within moments of Ctrl-C, and leaves no request open' {
        $shell = Start-Elsewhere 'Test-KsefToken'
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Stop()
        $clock.Elapsed | Should -BeLessThan $httpLimit
        $shell.InvocationStateInfo.State | Should -Be Stopped
        [OpenRequests]::Count | Should -Be 0
        $shell.Dispose()
    }

    It 'ends when a downstream command has enough' {
        # A client without a token has its verdict at once; the others never get one.
        $nip = New-TestNip 9 | Select-Object -Last 1
        New-TestClient $nip
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $first = Get-KsefCredential | Test-KsefToken | Select-Object -First 1
        $clock.Stop()
        $clock.Elapsed | Should -BeLessThan $httpLimit
        $first.Nip | Should -Be $nip
        [OpenRequests]::Count | Should -Be 0
    }

    It 'ends a conversion within moments of Ctrl-C, with nothing changed and no request open' {
        $before = Get-ChildItem (Join-Path $office.OfficePath clients) | Get-FileHash | ForEach-Object Hash
        $shell = Start-Elsewhere 'Convert-KsefToCertificate -Confirm:$false'
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Stop()
        $clock.Elapsed | Should -BeLessThan $httpLimit
        $shell.InvocationStateInfo.State | Should -Be Stopped
        [OpenRequests]::Count | Should -Be 0
        Get-ChildItem (Join-Path $office.OfficePath clients) | Get-FileHash | ForEach-Object Hash | Should -Be $before
        $shell.Dispose()
    }

    It 'ends a conversion when a downstream command has enough' {
        # A client that the certificate serves already has its result at once; the others never get one.
        $nip = New-TestNip 10 | Select-Object -Last 1
        New-TestClient $nip
        Add-Content -LiteralPath (Get-KsefProfile $nip).Path "access:`n  - kind: certificate`n    identity: seal"
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $first = Convert-KsefToCertificate -Confirm:$false | Select-Object -First 1
        $clock.Stop()
        $clock.Elapsed | Should -BeLessThan $httpLimit
        $first.Nip | Should -Be $nip
        $first.Outcome | Should -Be AlreadyConverted
        [OpenRequests]::Count | Should -Be 0
    }

    It 'ends when a downstream command throws' {
        { Get-KsefCredential | Test-KsefToken | ForEach-Object { throw 'enough' } } | Should -Throw enough
        [OpenRequests]::Count | Should -Be 0
    }
}
