# Case 08 of the field: a person's certificate with a NIP, at clients that let this NIP in.
Describe 'A person whose certificate has a NIP' {
    BeforeAll {
        Import-Module $env:KSEFTOOLS_TEST_MODULE, (Join-Path $PSScriptRoot TestOffice.psm1)
        Initialize-TestVault
        $sandbox = Start-TestSandbox
        $office = New-TestOffice -Environment $sandbox.Address
        $person = '2222222222'
        $own, $served = New-TestNip 2
        New-TestClient $own, $served
        foreach ($nip in $own, $served) {
            Invoke-TestSandbox $sandbox POST grants @{
                context = @{ type = 'Nip'; value = $nip }; authorized = @{ type = 'Nip'; value = $person }
                permissions = @('InvoiceRead', 'InvoiceWrite')
            } | Out-Null
        }

        $curve = [System.Security.Cryptography.ECCurve+NamedCurves]::nistP256
        $key = [System.Security.Cryptography.ECDsa]::Create($curve)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
            "CN=Jan Kowalski, G=Jan, SN=Kowalski, SERIALNUMBER=TINPL-$person, C=PL", $key, 'SHA256')
        $now = [DateTimeOffset]::UtcNow
        $certificate = $request.CreateSelfSigned($now.AddDays(-1), $now.AddDays(300))
        $file = Join-Path $office.OfficePath jan.pem
        Set-Content -LiteralPath $file "$($certificate.ExportCertificatePem())`n$($key.ExportPkcs8PrivateKeyPem())"
    }
    AfterAll {
        Stop-TestSandbox $sandbox
        Remove-Item -LiteralPath $office.OfficePath -Recurse -Force
    }

    It 'serves a client whose own credential it is' {
        Set-KsefCredential $own -CertificatePath $file
        $result = Get-KsefCredential $own | Test-KsefToken
        $result.Status | Should -Be Healthy
        $result.Permissions | Should -Be InvoiceRead, InvoiceWrite
    }

    It 'serves clients as an identity of the office' {
        Set-Secret ksef-jan (Get-Content -LiteralPath $file -Raw) -Vault KsefVault
        New-KsefIdentity jan -PersonNip $person -SecretName ksef-jan -InformationAction Ignore | Out-Null
        Add-Content -LiteralPath (Get-KsefProfile $served).Path "access:`n  - kind: certificate`n    identity: jan"
        Test-KsefOffice | Where-Object Severity -NE Information | Should -BeNullOrEmpty
        $result = Get-KsefCredential $served | Test-KsefToken
        $result.Status | Should -Be Healthy
        $result.Permissions | Should -Be InvoiceRead, InvoiceWrite
    }
}
