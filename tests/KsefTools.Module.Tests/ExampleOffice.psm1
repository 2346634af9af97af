# An office in which the names exist that help and pages use in examples, and a prompt to type these into.
Import-Module (Join-Path $PSScriptRoot TestOffice.psm1)
$ErrorActionPreference = 'Stop'

# The client of most examples, and one with a certificate of its own; then those that an example asks for: one whose
# token is dead, and one without access that has let the office in.
$kowalski, $own, $former, $new = New-TestNip 4

# What somebody types where a command asks; a password opens each of the desk's files.
$password = 'Haslo-2027-kluczy'

# Outcomes of results that no example is there to show.
$unwanted = 'Failed', 'Rejected', 'NeedsSignature', 'NeedsForce', 'NeedsPerson', 'Unknown', 'Busy', 'InProgress'
$prompt = $null

# Puts a client into the office: its file as a person would write it, and its secret into the vault.
function Add-ExampleClient {
    param($Office, [string] $Nip, [string] $Name, [string[]] $Tag, [string] $Secret, [string] $Kind = 'token')
    $lines = "nip: `"$Nip`"", "name: `"$Name`"", "tags: [$($Tag -join ', ')]",
        'permissions: [InvoiceRead, InvoiceWrite]'
    if ($Secret) {
        $secretName = "ksef-$Nip-$Kind"
        Set-Secret $secretName $Secret -Vault KsefVault
        $lines += 'access:', "  - kind: $Kind", "    secret: $secretName"
        if ($Kind -eq 'token') { $lines += "    reference: $(($Secret -split '\|')[0])", '    generatedBy: anna.nowak' }
    }
    Set-Content -LiteralPath (Join-Path $Office clients "$Nip.yaml") $lines
}

# A certificate with its key that the sandbox knows, as PEM.
function New-ExampleCertificate {
    param($Sandbox, [string] $Type, [string] $Value)
    $planted = Invoke-TestSandbox $Sandbox POST certificates @{
        subject = @{ type = $Type; value = $Value }; commonName = "Holder $Value"
    }
    "$($planted.certificate)`n$($planted.privateKey)`n"
}

# Adds the client whose token is dead.
function Add-ExampleFormer {
    param($Sandbox, [string] $Office)
    $dead = New-TestSandboxToken $Sandbox $former
    Add-ExampleClient $Office $former 'Nowak s.c.' vat-quarterly, former $dead
    Invoke-TestSandbox $Sandbox PATCH "tokens/$(($dead -split '\|')[0])" @{ status = 'Revoked' } | Out-Null
}

# Adds the client without access.
function Add-ExampleNew {
    param($Sandbox, [string] $Office)
    Add-ExampleClient $Office $new 'Zielona Apteka' vat-monthly
    Grant-TestOffice $Sandbox $new InvoiceRead, InvoiceWrite
}

# The spreadsheets of a desk: two lists of tokens and one of new clients.
function New-ExampleSpreadsheet {
    param($Sandbox, [string] $Folder)
    $tokens = $kowalski, $new | ForEach-Object { "$_;Client $_;$(New-TestSandboxToken $Sandbox $_)" }
    foreach ($name in 'tokens', 'new-tokens') {
        Set-Content -LiteralPath (Join-Path $Folder "$name.csv") (@('NIP;Nazwa;Token') + $tokens)
    }
    $list = New-TestNip 8 | Select-Object -Last 2 | ForEach-Object { "$_,`"Client $_`"" }
    Set-Content -LiteralPath (Join-Path $Folder clients.csv) (@('Nip,Name') + $list)
}

# Lays out desk and office from nothing, and empties KSeF and vault before. The desk is where commands are typed.
function Reset-ExampleOffice {
    param($Sandbox, [string] $Desk)
    Invoke-TestSandbox $Sandbox POST reset | Out-Null
    Invoke-TestSandbox $Sandbox PATCH settings @{ selfSignedCertificates = $true } | Out-Null
    Set-Location $HOME
    Remove-Item -LiteralPath $Desk -Recurse -Force -ErrorAction Ignore
    $office = Join-Path (New-Item -ItemType Directory $Desk) office
    if (Get-SecretVault KsefVault -ErrorAction Ignore) {
        Get-SecretInfo -Vault KsefVault | Remove-Secret
    }
    else { Initialize-TestVault }
    Initialize-KsefOffice $office -Nip 5260001246 -Name 'Biuro Rachunkowe Sigma' -Vault KsefVault `
        -Environment $Sandbox.Address 6> $null | Out-Null
    Add-TestIdentity $Sandbox ([pscustomobject] @{ OfficePath = $office })
    $file = Join-Path $office office.yaml
    Set-Content -LiteralPath $file -NoNewline (
        (Get-Content -LiteralPath $file -Raw) -replace '(?m)^  - name: stamp\r?\n.*\r?\n.*\r?\n')
    # A person who was let in nowhere cannot sign in.
    Invoke-TestSandbox $sandbox POST grants @{ context = @{ type = 'Nip'; value = '5260001246' }
        authorized = @{ type = 'Pesel'; value = '92092116350' }; permissions = @('InvoiceRead'); kind = 'Person'
    } | Out-Null
    Add-ExampleClient $office $kowalski 'Kowalski sp. z o.o.' vat-monthly, anna.nowak, podpis (
        New-TestSandboxToken $Sandbox $kowalski)
    Add-ExampleClient $office $own 'Lis i Syn' vat-monthly (New-ExampleCertificate $Sandbox Nip $own) certificate
    Grant-TestOffice $Sandbox $kowalski InvoiceRead, InvoiceWrite
    New-ExampleSpreadsheet $Sandbox $Desk
    Set-Location $Desk
    $office
}

# The desk's certificates: the office's seal and, as the Ministry's application saves it, the client's own.
function New-ExampleFile {
    param($Sandbox, [string] $Folder)
    Copy-Item -LiteralPath (New-TestSeal $Folder 5260001246 -Password $password).Pfx (Join-Path $Folder seal.pfx)
    $pem = New-ExampleCertificate $Sandbox Nip $kowalski
    $key = [System.Security.Cryptography.ECDsa]::Create()
    $key.ImportFromPem($pem)
    $encryption = [System.Security.Cryptography.PbeParameters]::new('Aes256Cbc', 'SHA256', 1000)
    Set-Content -LiteralPath (Join-Path $Folder client.crt) ($pem -split '(?=-----BEGIN (?!CERT))')[0]
    Set-Content -LiteralPath (Join-Path $Folder client.key) (
        $key.ExportEncryptedPkcs8PrivateKeyPem($password, $encryption))
}

# What KSeF's portal gave two new clients, in a folder.
function New-ExampleCertificateFolder {
    param([string] $Path)
    $folder = New-Item -ItemType Directory $Path -Force
    foreach ($nip in New-TestNip 8 | Select-Object -Last 2) { New-TestSeal $folder $nip -Password $password | Out-Null }
    Remove-Item (Join-Path $folder *.pfx)
}

# Takes the identities out of office.yaml again: the office as it is on its first day.
function Remove-ExampleIdentity {
    param([string] $Office)
    $file = Join-Path $Office office.yaml
    Set-Content -LiteralPath $file -NoNewline (
        (Get-Content -LiteralPath $file -Raw) -replace '(?ms)^identities:.*?(?=^\w)', "identities: []`n")
}

# Signs what waits in a folder, as the client or the office does in a program of its own.
function Protect-ExampleRequest {
    param([string] $Folder)
    Get-ChildItem -LiteralPath $Folder -Filter *.xml | Where-Object Name -NotLike *signed* | ForEach-Object {
        Protect-TestRequest $_.FullName ($_.Name -split '-')[0] | Out-Null
        Remove-Item -LiteralPath $_
    }
}

# A prompt of its own. Its person says yes to every question, and signs requests before taking them back.
function New-ExamplePrompt {
    $state = [initialsessionstate]::CreateDefault2()
    if ($IsWindows) { $state.ExecutionPolicy = 'Bypass' }
    $prompt = [powershell]::Create($state)
    $prepare = {
        Import-Module $args
        $global:ConfirmPreference = 'None'
        function Read-Host { $exampleAnswer }
        # What opens a file in an editor.
        function Invoke-Item { process { "opened $($_.Path)" } }
        function Complete-KsefSigningRequest {
            Protect-ExampleRequest ./signing
            KsefTools\Complete-KsefSigningRequest @args
        }
    }
    $null = $prompt.AddScript($prepare).AddArgument($env:KSEFTOOLS_TEST_MODULE).AddArgument($PSCommandPath).Invoke()
    $prompt
}

# Types lines at the prompt, after what is not looked at. Where something is asked for, the token is typed or, without
# one, the password of the desk's files. Gives what came out and what went wrong.
function Invoke-Example {
    param([string] $Code, [string] $Folder, [string] $Token, [string] $After, [switch] $AnyOutcome)
    $script:prompt ??= New-ExamplePrompt
    $begin = {
        param($Folder, $Answer, $AsksToken, $After)
        Set-Location $Folder
        $exampleAnswer = ConvertTo-SecureString $Answer -AsPlainText -Force
        # KSeF itself is https, the sandbox is not.
        $global:PSDefaultParameterValues = @{ 'Invoke-RestMethod:AllowUnencryptedAuthentication' = $true }
        if ($AsksToken) { $PSDefaultParameterValues['Set-KsefCredential:Token'] = $exampleAnswer }
        if ($After) { . ([scriptblock]::Create($After)) }
    }
    $prompt.Commands.Clear()
    $null = $prompt.AddScript($begin).AddParameters(@{
            Folder = $Folder; Answer = $Token ? $Token : $password; AsksToken = [bool] $Token; After = $After
        }).Invoke()
    $prompt.Commands.Clear()
    $prompt.Streams.ClearStreams()
    $failures = [System.Collections.Generic.List[string]]::new()
    $output = @()
    try { $output = @($prompt.AddScript($Code).Invoke()) }
    catch { $failures.Add($_.Exception.InnerException ?? $_.Exception) }
    $prompt.Streams.Error | ForEach-Object { $failures.Add("$($_.FullyQualifiedErrorId): $_") }
    if ($AnyOutcome) { $unwanted = @() }
    $output | Where-Object Outcome -In $unwanted | ForEach-Object { $failures.Add("$($_.Outcome): $($_.Reason)") }
    [pscustomobject] @{ Output = $output; Failures = $failures }
}

Export-ModuleMember -Function * -Variable kowalski, own, former, new
