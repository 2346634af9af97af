Describe 'KSeF certificates of the office' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.TestAddress
        $file = Join-Path $office.OfficePath office.yaml
        $text = Get-Content -LiteralPath $file -Raw
        $identity = "identities:`n  - name: seal`n    kind: seal`n    subject: '5260001246'"
        Set-Content -LiteralPath $file ($text -replace 'identities: \[\]', $identity) -NoNewline
        $seal = New-TestSeal $office.OfficePath 5260001246
        $signing = @{ CertificatePath = $seal.Pfx; Password = $seal.Password }
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'asks nothing of KSeF under -WhatIf' {
        Request-KsefCertificate seal @signing -WhatIf | Should -BeNullOrEmpty
        Get-Content -LiteralPath $file -Raw | Should -Not -Match '(?m)^\s+secret:'
    }

    It 'says why a holder without a certificate to sign in with gets none' {
        Request-KsefCertificate seal -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'CertificateNotIssued,*'
        "$failure" | Should -Match 'certificate'
    }

    It 'refuses a certificate of somebody else before anything is sent' {
        $other = New-TestSeal $office.OfficePath (New-TestNip)
        $sent = (Get-Content -LiteralPath $sandbox.Log -Raw).Length
        Request-KsefCertificate seal -CertificatePath $other.Pfx -Password $other.Password `
            -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -BeLike 'CertificateNotIssued,*'
        "$failure" | Should -Match 'not of identity seal.*Nothing was sent'
        (Get-Content -LiteralPath $sandbox.Log -Raw).Length | Should -Be $sent
    }

    It 'says which identity the office does not have' {
        Request-KsefCertificate stamp @signing -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'IdentityNotFound,*'
        "$failure" | Should -Match 'stamp'
    }

    It 'gets one with the seal: key and certificate in the vault, named in office.yaml, proven by a sign-in' {
        $result = Request-KsefCertificate seal @signing
        $result.Outcome | Should -Be Issued
        $result.IsProven | Should -BeTrue
        $result.Identity | Should -Be seal
        $result.Subject | Should -Be 'NIP 5260001246'
        Get-Secret -Name $result.SecretName -Vault KsefVault -AsPlainText |
            Should -Match '(?s)BEGIN CERTIFICATE.*BEGIN PRIVATE KEY'
        Get-Content -LiteralPath $file -Raw | Should -Match "secret: $($result.SecretName)"
    }

    It 'spends no second enrolment when it runs again' {
        (Request-KsefCertificate seal @signing).Outcome | Should -Be NotDue
    }

    It 'renews nothing that lasts' {
        (Update-KsefCertificate).Outcome | Should -Be NotDue
    }

    It 'revokes nothing for good with -RevokeOld -Force before somebody has said so' {
        $before = Get-Content -LiteralPath $file -Raw
        Update-KsefCertificate seal -Force -RevokeOld -ErrorVariable failure -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -BeLike 'NobodyToAsk,*'
        Get-Content -LiteralPath $file -Raw | Should -Be $before
    }

    It 'takes Enter alone for a no where something is revoked for good' {
        # A person at the prompt who presses Enter, in C#: a host has too many members for a script.
        $ui = [System.Management.Automation.Host.PSHostUserInterface]
        $libraries = @($ui.Assembly.Location) + 'System.Runtime', 'System.Collections', 'System.Security',
            'System.Console', 'System.Linq.Expressions', 'System.ObjectModel'
        Add-Type -IgnoreWarnings -WarningAction Ignore -ReferencedAssemblies $libraries -TypeDefinition @'
using System; using System.Collections.Generic; using System.Collections.ObjectModel; using System.Globalization;
using System.Management.Automation; using System.Management.Automation.Host; using System.Security;
public class EnterUI : PSHostUserInterface {
    public List<string> Asked = new();
    public override PSHostRawUserInterface RawUI => null;
    public override Dictionary<string, PSObject> Prompt(string c, string m, Collection<FieldDescription> d) => null;
    public override int PromptForChoice(string c, string m, Collection<ChoiceDescription> choices, int enter) {
        Asked.Add(choices[enter].Label); return enter; }
    public override PSCredential PromptForCredential(string c, string m, string u, string t) => null;
    public override PSCredential PromptForCredential(
        string c, string m, string u, string t, PSCredentialTypes a, PSCredentialUIOptions o) => null;
    public override string ReadLine() => "";
    public override SecureString ReadLineAsSecureString() => null;
    public override void Write(string v) { }
    public override void Write(ConsoleColor f, ConsoleColor b, string v) { }
    public override void WriteLine(string v) { }
    public override void WriteErrorLine(string v) { }
    public override void WriteDebugLine(string v) { }
    public override void WriteProgress(long s, ProgressRecord r) { }
    public override void WriteVerboseLine(string v) { }
    public override void WriteWarningLine(string v) { }
}
public class EnterHost : PSHost {
    public EnterUI Person = new();
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "Enter";
    public override Version Version => new(1, 0);
    public override PSHostUserInterface UI => Person;
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int code) { }
}
'@
        $before = Get-Content -LiteralPath $file -Raw
        $enter = [EnterHost]::new()
        $shell = [powershell]::Create([runspacefactory]::CreateRunspace($enter))
        $shell.Runspace.Open()
        $shell.AddScript({ param($module, $office) Import-Module $module
                Update-KsefCertificate seal -Force -RevokeOld -OfficePath $office }).AddArgument(
            $env:KSEFTOOLS_TEST_MODULE).AddArgument($office.OfficePath).Invoke() | Should -BeNullOrEmpty
        $shell.Streams.Error | Should -BeNullOrEmpty
        $enter.Person.Asked | Should -Be '&No'
        $shell.Runspace.Dispose()
        Get-Content -LiteralPath $file -Raw | Should -Be $before
    }

    It 'renews on demand with the present certificate, revokes it, and names the new one' {
        $before = Request-KsefCertificate seal @signing
        $result = Update-KsefCertificate seal -Force -RevokeOld -Confirm:$false
        $result.Outcome | Should -Be Issued
        $result.SerialNumber | Should -Not -Be $before.SerialNumber
        Get-Content -LiteralPath $file -Raw | Should -Match "secret: $($result.SecretName)"
        Get-Secret -Name $before.SecretName -Vault KsefVault -AsPlainText | Should -Match 'PRIVATE KEY'
        $listed = (Invoke-TestSandbox $sandbox GET 'certificates?environment=test') | ConvertTo-Json -Depth 6
        $listed | Should -Match $before.SerialNumber
        $listed | Should -Match 'Revoked'
    }

    It 'goes on by the command that it tells, with all that the person gave but the password' {
        $typed = @{ KeyAlgorithm = 'Rsa'; ValidFrom = [datetime]::Today.AddDays(2); Force = $true }
        $reason = (Request-KsefCertificate seal @signing @typed -OfficePath $office.OfficePath).Reason
        $again = [regex]::Match($reason, "Request-KsefCertificate .*\.(?= Until)").Value.TrimEnd('.')
        $call = [System.Management.Automation.Language.Parser]::ParseInput($again, [ref] $null, [ref] $null).
            EndBlock.Statements[0].PipelineElements[0].CommandElements
        $parameters = $call.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] }).ParameterName
        $parameters | Should -Be Identity, CertificatePath, Password, KeyAlgorithm, ValidFrom, OfficePath
        $again | Should -BeLike "*-CertificatePath '$($seal.Pfx)' -Password (Read-Host -AsSecureString) *"
        $reason | Should -Not -Match "\bpass\b"
    }
}
