# What the Pester files share: a vault and an office of the test's own, and tokens that look like KSeF's.

$ErrorActionPreference = 'Stop'

# The pwsh that runs this, as a program and its first arguments: that of the .NET tool is a library which dotnet runs.
$powerShell = @([System.Environment]::ProcessPath)
if ((Split-Path $powerShell -LeafBase) -ne 'pwsh') { $powerShell += Join-Path $PSHOME pwsh.dll }

# Whether SecretManagement is the stand-in of this repository, which has no SecretStore.
function Test-StandIn { $env:KSEFTOOLS_TEST_SECRETS -eq 'StandIn' }

# A vault in this process's HOME, registered as KsefVault: a SecretStore, without a password unless one is given.
function Initialize-TestVault {
    param([string] $Password)
    if ($HOME -notlike '*kseftools-*') { throw "HOME is ${HOME}: these tests reset the user's SecretStore." }
    if (Test-StandIn) {
        Register-SecretVault KsefVault -ModuleName KsefTools.PracticeVault
        return
    }
    $how = if ($Password) { @{ Authentication = 'Password'
        Password = ConvertTo-TestSecret $Password } } else { @{ Authentication = 'None' } }
    Reset-SecretStore @how -Interaction None -Force -WarningAction Ignore | Out-Null
    Register-SecretVault KsefVault -ModuleName Microsoft.PowerShell.SecretStore
}

# A module that keeps a vault, made of the five functions that SecretManagement asks for.
function New-TestVaultModule {
    param([string] $Path, [string] $Functions)
    $name = Split-Path $Path -Leaf
    $extension = New-Item -ItemType Directory (Join-Path $Path "$name.Extension")
    Set-Content (Join-Path $Path "$name.psd1") (
        "@{ ModuleVersion = '1.0'; NestedModules = './$name.Extension'; FunctionsToExport = @() }")
    Set-Content (Join-Path $extension "$name.Extension.psd1") (
        "@{ ModuleVersion = '1.0'; RootModule = '$name.Extension.psm1'; " +
        "FunctionsToExport = 'Get-Secret', 'Get-SecretInfo', 'Set-Secret', 'Remove-Secret', 'Test-SecretVault' }")
    Set-Content (Join-Path $extension "$name.Extension.psm1") $Functions
}

# A vault of the test's own: a file a secret, in HOME; it refuses names like a pattern, and secrets above a length.
function Register-TestVault {
    param([string] $Name, [string] $Refuses = '', [int] $Longest = 1mb)
    $module = Join-Path $HOME "TestVault$Name"
    $folder = New-Item -ItemType Directory (Join-Path $module secrets)
    New-TestVaultModule $module @'
function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $path = Join-Path $AdditionalParameters.Folder $Name
    if (Test-Path -LiteralPath $path) {
        ConvertTo-SecureString (Get-Content -LiteralPath $path -Raw) -AsPlainText -Force
    }
}
function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    Get-ChildItem -LiteralPath $AdditionalParameters.Folder | Where-Object Name -Like $Filter | ForEach-Object {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($_.Name, 'SecureString', $VaultName)
    }
}
function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    $text = if ($Secret -is [securestring]) { ConvertFrom-SecureString $Secret -AsPlainText } else { "$Secret" }
    if ($AdditionalParameters.Refuses -and $Name -like $AdditionalParameters.Refuses) { throw 'I refuse' }
    if ($text.Length -gt $AdditionalParameters.Longest) { throw "Longer than $($AdditionalParameters.Longest)" }
    Set-Content -LiteralPath (Join-Path $AdditionalParameters.Folder $Name) -Value $text -NoNewline
}
function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    Remove-Item -LiteralPath (Join-Path $AdditionalParameters.Folder $Name)
}
function Test-SecretVault { param([string] $VaultName, [hashtable] $AdditionalParameters) $true }
'@
    Register-SecretVault $Name -ModuleName $module -VaultParameters @{
        Folder = $folder.FullName; Refuses = $Refuses; Longest = $Longest
    }
}

# An empty office in a folder of its own; the session's commands find it.
function New-TestOffice {
    param(
        [string] $Environment = 'http://127.0.0.1:9/v2', [string] $Vault = 'KsefVault', [string] $Nip = '5260001246'
    )
    $path = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-pester-office-$([guid]::NewGuid().ToString('N'))"
    Initialize-KsefOffice $path -Nip $Nip -Name 'Biuro Rachunkowe Sigma' -Vault $Vault `
        -Environment $Environment 6> $null
}

# The name of a client's token in an office of the environment test.
function Get-TestSecretName {
    param($Office, [string] $Nip)
    $settings = Get-Content -LiteralPath (Join-Path $Office.OfficePath office.yaml) -Raw
    "ksef-test-$Nip-token-o$([regex]::Match($settings, '(?m)^id: "(\w{8})"').Groups[1].Value)"
}

# The text of a token, as KSeF writes it: reference|context|secret.
function New-TestToken {
    param([string] $Nip, [string] $Secret = ('ab' * 32), [string] $Context = "nip-$Nip")
    $hex = { -join (1..10 | ForEach-Object { '{0:X}' -f (Get-Random -Maximum 16) }) }
    "20260115-EC-$(& $hex)-$(& $hex)-$('{0:X2}' -f (Get-Random -Maximum 256))|$Context|$Secret"
}

# Text as a person's Read-Host -AsSecureString would give it.
function ConvertTo-TestSecret {
    param([Parameter(ValueFromPipeline)] [string] $Text)
    process { ConvertTo-SecureString $Text -AsPlainText -Force }
}

# NIPs with a check digit that fits.
# A workbook as Excel saves it; each sheet is an array of rows, each row one of cells.
function New-TestWorkbook([string] $Path, [System.Collections.Specialized.OrderedDictionary] $Sheets) {
    $type = [System.Reflection.Assembly]::LoadFrom($env:KSEFTOOLS_TEST_WORKBOOKS).GetType(
        'KsefTools.Testing.Workbooks.ExcelWorkbook')
    $book = $type::new()
    foreach ($name in $Sheets.Keys) { $book.Add($name, [object[][]] $Sheets[$name]) | Out-Null }
    [System.IO.File]::WriteAllBytes($Path, $book.ToArray())
}

function New-TestNip {
    param([int] $Count = 1)
    $weights = 6, 5, 7, 2, 3, 4, 5, 6, 7
    for ($number = 111111111; $Count -gt 0; $number++) {
        $digits = $number.ToString()
        $sum = 0
        for ($i = 0; $i -lt 9; $i++) { $sum += $weights[$i] * [int]::Parse($digits[$i]) }
        if ($sum % 11 -ne 10) { "$digits$($sum % 11)"; $Count-- }
    }
}

# Starts a process that stores a token for each of some clients.
function Start-TestWriter {
    param([string[]] $Nip, [string] $OfficePath, [string] $Prologue = '')
    $script = @"
Import-Module '$env:KSEFTOOLS_TEST_MODULE', '$PSScriptRoot/TestOffice.psm1'
$Prologue
foreach (`$nip in '$($Nip -join "','")') {
    `$token = New-TestToken `$nip | ConvertTo-TestSecret
    Set-KsefCredential `$nip -Token `$token -OfficePath '$OfficePath' -ErrorAction Stop
}
"@
    Start-TestShell $script
}

# Starts a pwsh of its own that runs a script.
function Start-TestShell {
    param([string] $Script, [hashtable] $StartProcess = @{})
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Script))
    Start-Process $powerShell[0] -PassThru @StartProcess -ArgumentList (
        @($powerShell | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded)
}

# Runs a pwsh of its own to its end, with what is left of its command line.
function Invoke-TestShell {
    $first = @($powerShell | Select-Object -Skip 1)
    & $powerShell[0] @first -NoProfile -NonInteractive @args
}

# Runs a script in a process of its own, which remembers nothing of the vault.
function Invoke-TestProcess {
    param([string] $Script)
    $prologue = "Import-Module '$env:KSEFTOOLS_TEST_MODULE', '$PSScriptRoot/TestOffice.psm1'`n"
    Invoke-TestShell -Command ($prologue + $Script)
}

function New-TestClient {
    param([string[]] $Nip)
    $Nip | ForEach-Object { New-KsefProfile $_ "Client $_" | Out-Null }
}

# Makes up an office: tokens.csv as a person would have kept it, truth.json, and the world for a sandbox.
function New-TestSeed {
    param([string] $Path, [int] $Clients = 60, [int] $Seed = 1)
    $today = [datetime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    dotnet $env:KSEFTOOLS_TEST_SANDBOX seed --clients $Clients --seed $Seed --out $Path --today $today | Out-Null
    if ($LASTEXITCODE) { throw "seed ended with $LASTEXITCODE." }
}

# Starts a KSeF on loopback, in a process of its own; its clock is this machine's.
function Start-TestSandbox {
    param([string] $World)
    $log = Join-Path ([System.IO.Path]::GetTempPath()) "kseftools-pester-sandbox-$([guid]::NewGuid().ToString('N')).log"
    $arguments = @($env:KSEFTOOLS_TEST_SANDBOX, 'serve', '--port', '0')
    if ($World) { $arguments += '--world', $World }
    $process = Start-Process dotnet -ArgumentList $arguments -RedirectStandardOutput $log -PassThru
    while (-not ($line = Get-Content -LiteralPath $log -TotalCount 1 -ErrorAction Ignore)) {
        if ($process.HasExited) { throw "The sandbox ended with $($process.ExitCode)." }
        Start-Sleep -Milliseconds 50
    }
    if ($line -notmatch '(?<root>http://127\.0\.0\.1:\d+)/') { throw "The sandbox said: $line" }
    $sandbox = [pscustomobject] @{
        Process = $process; Log = $log; Root = $Matches.root
        Address = "$($Matches.root)/v2"; TestAddress = "$($Matches.root)/test/v2"
    }
    Invoke-TestSandbox $sandbox PUT clock @{ now = [datetime]::UtcNow.ToString('o') } | Out-Null
    $sandbox
}

function Stop-TestSandbox {
    param($Sandbox)
    if (-not $Sandbox) { return }
    $Sandbox.Process.Kill()
    $Sandbox.Process.WaitForExit()
    Remove-Item -LiteralPath $Sandbox.Log
}

# Calls a control endpoint of the sandbox.
function Invoke-TestSandbox {
    param($Sandbox, [string] $Method, [string] $Path, [hashtable] $Body)
    $call = @{ Method = $Method; Uri = "$($Sandbox.Root)/_sandbox/$Path" }
    if ($Body) { $call += @{ Body = ConvertTo-Json $Body -Depth 5; ContentType = 'application/json' } }
    Invoke-RestMethod @call
}

# A token that the sandbox knows, as its text.
function New-TestSandboxToken {
    param($Sandbox, [string] $Nip, [string[]] $Permission = @('InvoiceRead', 'InvoiceWrite'))
    $body = @{ context = @{ type = 'Nip'; value = $Nip }; permissions = $Permission }
    (Invoke-TestSandbox $Sandbox POST tokens $body).token
}

# Gives the office a seal and an employee: planted in KSeF, their keys in the vault, named in office.yaml; 'stamp' has
# no certificate.
function Add-TestIdentity {
    param($Sandbox, $Office)
    $subjects = [ordered] @{
        seal = @{ kind = 'seal'; type = 'Nip'; value = '5260001246' }
        anna = @{ kind = 'person'; type = 'Pesel'; value = '92092116350' }
    }
    $lines = @('identities:')
    foreach ($name in $subjects.Keys) {
        $subject = $subjects[$name]
        $planted = Invoke-TestSandbox $Sandbox POST certificates @{
            subject = @{ type = $subject.type; value = $subject.value }; commonName = "Biuro $name"
        }
        Set-Secret "ksef-$name" "$($planted.certificate)`n$($planted.privateKey)`n" -Vault KsefVault
        $lines += "  - name: $name", "    kind: $($subject.kind)", "    subject: '$($subject.value)'",
            "    secret: ksef-$name"
    }
    $lines += '  - name: stamp', '    kind: seal', "    subject: '5260001246'"
    $file = Join-Path $Office.OfficePath office.yaml
    Set-Content -LiteralPath $file ((Get-Content -LiteralPath $file -Raw) -replace
        'identities: \[\]', ($lines -join "`n")) -NoNewline
}

# Lets the office in at a client, as the client itself does in the Ministry's application.
function Grant-TestOffice {
    param($Sandbox, [string] $Nip, [string[]] $Permission)
    Invoke-TestSandbox $Sandbox POST grants @{
        context = @{ type = 'Nip'; value = $Nip }; authorized = @{ type = 'Nip'; value = '5260001246' }
            permissions = $Permission
    } | Out-Null
}

# A self-signed seal with its key, as files: a PFX, and a .crt with an encrypted .key; all under one password.
function New-TestSeal {
    param(
        [string] $Folder, [string] $Nip, [string] $Password = 'pass', [int] $Days = 300,
        [string] $Subject = "CN=Seal $Nip, OID.2.5.4.97=VATPL-$Nip, O=Seal $Nip, C=PL"
    )
    $key = [System.Security.Cryptography.ECDsa]::Create([System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    $named = [System.Security.Cryptography.X509Certificates.X500DistinguishedName]::new($Subject)
    $sha256 = [System.Security.Cryptography.HashAlgorithmName]::SHA256
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($named, $key, $sha256)
    $now = [DateTimeOffset]::UtcNow
    $certificate = $request.CreateSelfSigned($now.AddDays(-400), $now.AddDays($Days))
    $encryption = [System.Security.Cryptography.PbeParameters]::new('Aes256Cbc', $sha256, 1000)
    $base = Join-Path $Folder "$Nip-$([guid]::NewGuid().ToString('N'))"
    [System.IO.File]::WriteAllBytes("$base.pfx", $certificate.Export('Pfx', $Password))
    Set-Content -LiteralPath "$base.crt" $certificate.ExportCertificatePem()
    Set-Content -LiteralPath "$base.key" $key.ExportEncryptedPkcs8PrivateKeyPem($Password, $encryption)
    [pscustomobject] @{
        Pfx = "$base.pfx"; Crt = "$base.crt"; Key = "$base.key"; Thumbprint = $certificate.Thumbprint
        Password = ConvertTo-TestSecret $Password
    }
}

# Signs a request as a card's program would, with a seal of that NIP, beside the file; gives the signed file's path.
function Protect-TestRequest {
    param([string] $Path, [string] $Nip)
    if (-not ('TestXadesDocument' -as [type])) {
        Add-Type -ReferencedAssemblies System.Security.Cryptography.Xml, System.Xml.ReaderWriter -TypeDefinition @'
using System.Security.Cryptography.Xml;
using System.Xml;
public sealed class TestXadesDocument : SignedXml
{
    private readonly XmlDocument _properties;
    public TestXadesDocument(XmlDocument document, XmlDocument properties) : base(document)
    {
        _properties = properties;
    }
    public override XmlElement GetIdElement(XmlDocument document, string id) =>
        _properties.SelectSingleNode("//*[@Id='" + id + "']") as XmlElement ?? base.GetIdElement(document, id);
}
'@
    }
    $sha256 = [System.Security.Cryptography.HashAlgorithmName]::SHA256
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
        "CN=Seal $Nip, OID.2.5.4.97=VATPL-$Nip, O=Seal $Nip, C=PL", $key, $sha256,
        [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $now = [DateTimeOffset]::UtcNow
    $certificate = $request.CreateSelfSigned($now.AddDays(-10), $now.AddDays(300))
    $digest = [Convert]::ToBase64String($certificate.GetCertHash($sha256))
    $ds = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    $hash = 'http://www.w3.org/2001/04/xmlenc#sha256'
    $properties = [xml]::new()
    $properties.LoadXml("<x:QualifyingProperties xmlns:x=`"http://uri.etsi.org/01903/v1.3.2#`" Target=`"#S`">" +
        "<x:SignedProperties Id=`"P`"><x:SignedSignatureProperties><x:SigningTime>$($now.ToString('yyyy-MM-ddTHH:mm:ssZ'))</x:SigningTime>" +
        "<x:SigningCertificateV2><x:Cert><x:CertDigest><ds:DigestMethod $ds Algorithm=`"$hash`"/>" +
        "<ds:DigestValue $ds>$digest</ds:DigestValue></x:CertDigest></x:Cert></x:SigningCertificateV2>" +
        '</x:SignedSignatureProperties></x:SignedProperties></x:QualifyingProperties>')
    $document = [xml]::new()
    $document.PreserveWhitespace = $true
    $document.LoadXml([System.IO.File]::ReadAllText($Path))
    $xml = [TestXadesDocument]::new($document, $properties)
    $xml.SigningKey = $key
    $xml.SignedInfo.CanonicalizationMethod = 'http://www.w3.org/2001/10/xml-exc-c14n#'
    $xml.SignedInfo.SignatureMethod = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
    foreach ($target in '', '#P') {
        $reference = [System.Security.Cryptography.Xml.Reference]::new($target)
        $reference.DigestMethod = $hash
        if ($target) { $reference.Type = 'http://uri.etsi.org/01903#SignedProperties' }
        else { $reference.AddTransform([System.Security.Cryptography.Xml.XmlDsigEnvelopedSignatureTransform]::new()) }
        $reference.AddTransform([System.Security.Cryptography.Xml.XmlDsigExcC14NTransform]::new())
        $xml.AddReference($reference)
    }
    $object = [System.Security.Cryptography.Xml.DataObject]::new()
    $object.Data = $properties.ChildNodes
    $xml.AddObject($object)
    $xml.KeyInfo = [System.Security.Cryptography.Xml.KeyInfo]::new()
    $xml.KeyInfo.AddClause([System.Security.Cryptography.Xml.KeyInfoX509Data]::new($certificate))
    $xml.Signature.Id = 'S'
    $xml.ComputeSignature()
    $document.DocumentElement.AppendChild($document.ImportNode($xml.GetXml(), $true)) | Out-Null
    $signed = $Path -replace '\.xml$', '-signed.xml'
    [System.IO.File]::WriteAllText($signed, $document.OuterXml)
    $signed
}

# An object with nothing but what the type requires, or with all that it can have.
function New-TestNoun([type] $Type, [bool] $Full, [hashtable] $Set = @{}) {
    $noun = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
    foreach ($property in $Type.GetProperties().Where({ $_.CanWrite })) {
        $kind = $property.PropertyType
        $under = [Nullable]::GetUnderlyingType($kind)
        if ($Set.ContainsKey($property.Name)) { $value = $Set[$property.Name] }
        elseif ($kind.IsGenericType -and $kind.Name -like 'TextList*') {
            $item = $kind.GetGenericArguments()[0]
            $items = [System.Array]::CreateInstance($item, [int] $Full)
            if ($Full) { $items[0] =
                if ($item -eq [string]) { 'InvoiceRead' } else { New-TestNoun $item $true } }
            $value = [Activator]::CreateInstance($kind, @(, $items))
        }
        elseif ($kind -eq [string]) { $value = if ($Full) { 'x' } else { $null } }
        elseif ($under -and -not $Full) { $value = $null }
        elseif (($under ?? $kind) -eq [DateTimeOffset]) { $value = [DateTimeOffset]::UtcNow }
        elseif (($under ?? $kind) -eq [datetime]) { $value = [datetime]::Today }
        else { $value = [Activator]::CreateInstance(($under ?? $kind)) }
        $property.SetValue($noun, $value)
    }
    $noun
}

# Whether a small file system may be mounted here: only root may.
function Test-Mount {
    if (-not $IsLinux -or (id -u) -ne '0') { return $false }
    $name = "kseftools-probe-$([guid]::NewGuid().ToString('N'))"
    $probe = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) $name)).FullName
    mount -t tmpfs -o size=64k kseftools $probe 2> $null
    $canMount = $LASTEXITCODE -eq 0
    if ($canMount) { umount $probe }
    Remove-Item -LiteralPath $probe
    $canMount
}

# Fills a small file system with one file, so that so many KB are left.
function Set-TestRoom([string] $Ballast, [int] $Kilobytes) {
    Remove-Item -LiteralPath $Ballast -ErrorAction Ignore
    $free = [System.IO.DriveInfo]::new((Split-Path $Ballast)).AvailableFreeSpace
    [System.IO.File]::WriteAllBytes($Ballast, [byte[]]::new($free - $Kilobytes * 1kb))
}

Export-ModuleMember -Function *
