using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Cases;

/// <summary>Certificates and keys as hands and mails leave them are opened, or the cause is said.</summary>
public sealed class KeyFilesByHandTests
{
    private const string Folder = "11-pem-by-hand";

    [Theory]
    [InlineData("v-escaped-n.pem")]
    [InlineData("v-glued.pem")]
    [InlineData("v-nbsp.pem")]
    [InlineData("v-noarmor-b64.crt")]
    [InlineData("v-quoted.pem")]
    [InlineData("v-utf16le-nobom.pem")]
    [InlineData("sec1der.cer")]
    public void The_case_s_file_is_opened(string file)
    {
        using var material = KeyMaterialReader.FromFiles(CaseFiles.PathOf(Folder, file), keyPath: null, password: null);
        Assert.True(material.Key.Matches(material.Certificate));
    }

    [Theory]
    [InlineData("k-old-dek.key")]
    [InlineData("k-scrypt.key")]
    public void A_key_that_NET_cannot_open_names_the_command_that_converts_it(string file)
    {
        var exception = Assert.Throws<KeyMaterialException>(() =>
            KeyMaterialReader.FromFiles(
                CaseFiles.PathOf(Folder, "portal.crt"),
                CaseFiles.PathOf(Folder, file),
                new SecretText("x")
            )
        );
        Assert.Equal(KeyMaterialFailure.UnsupportedEncryption, exception.Failure);
        Assert.Contains(
            $"openssl pkcs8 -topk8 -v2 aes-256-cbc -in '{file}' -out '",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string> Hands =>
        [
            "one line",
            "one line with spaces",
            "CRLF as letters",
            "single quotes",
            "mail quotes",
            "typographic quotes",
            "other dashes",
            "byte order mark inside",
            "zero-width spaces",
            "indented",
            "blank lines",
            "no line at the end",
            "UTF-16 big-endian without mark",
            "UTF-32",
            "all of it in Base64",
        ];

    [Theory]
    [MemberData(nameof(Hands))]
    public void PEM_is_opened_whatever_a_hand_did_to_it(string hand)
    {
        var pem = TestMaterial.Ec.ToVaultText().Reveal();
        var content = hand switch
        {
            "one line" => Bytes(pem.ReplaceLineEndings("")),
            "one line with spaces" => Bytes(pem.ReplaceLineEndings(" ")),
            "CRLF as letters" => Bytes(pem.ReplaceLineEndings("\\r\\n")),
            "single quotes" => Bytes($"'{pem}'"),
            "mail quotes" => Bytes("> " + pem.ReplaceLineEndings("\n> ")),
            "typographic quotes" => Bytes($"„{pem}”"),
            "other dashes" => Bytes(pem.Replace("-----", "—–-", StringComparison.Ordinal)),
            "byte order mark inside" => Bytes(pem.ReplaceLineEndings("\n\uFEFF")),
            "zero-width spaces" => Bytes(pem.ReplaceLineEndings("\u200B\n")),
            "indented" => Bytes("  " + pem.ReplaceLineEndings("\n\u00A0 ")),
            "blank lines" => Bytes(pem.ReplaceLineEndings("\r\n\r\n")),
            "no line at the end" => Bytes(pem.TrimEnd()),
            "UTF-16 big-endian without mark" => Encoding.BigEndianUnicode.GetBytes(pem),
            "UTF-32" => [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(pem)],
            _ => Bytes(Convert.ToBase64String(Bytes(pem))),
        };
        using var material = KeyMaterialReader.FromBytes(content, password: null, "file");
        Assert.True(material.Key.Matches(TestMaterial.Ec.Certificate));
    }

    [Theory]
    [InlineData("sec1")]
    [InlineData("pkcs1")]
    [InlineData("pkcs8")]
    [InlineData("encrypted pkcs8")]
    public void A_key_in_bare_DER_or_its_Base64_is_opened(string form)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var der = form switch
        {
            "sec1" => ec.ExportECPrivateKey(),
            "pkcs1" => rsa.ExportRSAPrivateKey(),
            "pkcs8" => ec.ExportPkcs8PrivateKey(),
            _ => ec.ExportEncryptedPkcs8PrivateKey(
                "x",
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
            ),
        };
        foreach (
            var content in new[] { der, Bytes(Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks)) }
        )
            // A key without its certificate: that it was read, the failure says.
            Assert.Equal(KeyMaterialFailure.CertificateMissing, FailureOf(content, "x"));
    }

    [Theory]
    [InlineData("x ")]
    [InlineData("x\r\n")]
    [InlineData(" x")]
    [InlineData("x\u00A0")]
    [InlineData("\uFEFFx")]
    public void A_password_with_what_copying_left_around_it_opens(string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem(
            "x",
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
        );
        Assert.Equal(KeyMaterialFailure.CertificateMissing, FailureOf(Bytes(pem), password));
    }

    [Fact]
    public void A_password_that_ends_with_a_space_is_taken_as_it_is()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem(
            "x ",
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
        );
        Assert.Equal(KeyMaterialFailure.CertificateMissing, FailureOf(Bytes(pem), "x "));
        Assert.Equal(KeyMaterialFailure.WrongPassword, FailureOf(Bytes(pem), "x"));
    }

    [Fact]
    public void Another_kind_of_PEM_is_called_by_its_name()
    {
        var exception = Assert.Throws<KeyMaterialException>(() =>
            KeyMaterialReader.FromBytes(
                Bytes("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"),
                null,
                "a.csr"
            )
        );
        Assert.Contains("CERTIFICATE REQUEST", exception.Message, StringComparison.Ordinal);
    }

    private static KeyMaterialFailure FailureOf(byte[] content, string password) =>
        Assert
            .Throws<KeyMaterialException>(() => KeyMaterialReader.FromBytes(content, new SecretText(password), "file"))
            .Failure;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
