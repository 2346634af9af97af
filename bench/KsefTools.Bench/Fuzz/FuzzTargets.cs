using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Content;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Bench.Fuzz;

/// <summary>All readers of what others write, each with what it promises to throw.</summary>
/// <param name="folder">Where the readers of files find them; nothing else is in it.</param>
internal sealed class FuzzTargets(string folder)
{
    private const string Nip = "5260001246";
    private const string Token = "20260301-EC-0123456789-0123456789-01|nip-5260001246|";

    private static readonly byte[] Key = new byte[SealedFile.KeySize];

    /// <summary>The readers, in the order of the table.</summary>
    public IReadOnlyList<FuzzTarget> All =>
        [
            new("error JSON", Texts(Errors), input => ErrorReader.Read(input)),
            new(
                "access token",
                Texts("eyJhbGciOiJSUzI1NiJ9.eyJwZXIiOlsiT3duZXIiXSwicGVwIjoiW10ifQ.c2ln", "a.e30.b"),
                Claims
            ),
            new("journal line", Texts(JournalLine, "{}"), input => JournalEntry.TryParse(Text(input))),
            new("state: observations", Texts(Observations), Observation),
            new(
                "state: secrets' homes",
                Texts("""{"secret":"token","environment":"test","isOnly":true}""" + "\n"),
                Homes
            ),
            new("session file", [Sealed("""{"sessions":[]}""")], SealedContent, typeof(CryptographicException)),
            new("profile YAML", Texts(Profiles), input => ProfileReader.Read("client.yaml", Text(input))),
            new(
                "office YAML",
                Texts(Office),
                input => SettingsReader.Read("office.yaml", Text(input)),
                typeof(OfficeFileException)
            ),
            .. new ImportTargets(folder).All,
            new("key and certificate", Keys(), Material, typeof(KeyMaterialException)),
            new("secret of a vault", Keys(), VaultText, typeof(KeyMaterialException)),
            new("signed XML", [.. Texts(Requests()), .. Signed()], Request, typeof(SignedRequestException)),
            new(
                "token, NIP, short texts",
                Texts(Token + new string('a', 64), Nip, "PL 526-000-12-46", "44051401359"),
                Short
            ),
            new("shown text", Texts("Zażółć gęślą jaźń", "eyJ0.eyJ1.c2ln", Token, "a'b\u2019c"), Shown),
        ];

    private static string[] Errors =>
        [
            """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"Błąd","details":["a"]}],"serviceCode":"00-a"}}""",
            """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions","security":{"presentPermissions":["InvoiceRead"]},"traceId":"a"}""",
            """{"status":{"code":429,"description":"Too Many Requests","details":["Limit. Spróbuj po 30 s."]}}""",
            "<html><body>security-service-blocked</body></html>",
        ];

    private static string JournalLine =>
        """{"at":"2026-05-10T08:00:00Z","step":"started","operation":"grant","subject":"5260001246: Nip 1111111111: InvoiceRead"}""";

    private static string[] Observations =>
        [
            """{"credentials":{"secret":{"status":"Healthy","testedAt":"2026-05-10T08:00:00+00:00","findings":["Unused"],"reference":"a","use":null}}}""",
            "{}",
        ];

    private static string[] Profiles =>
        [
            "# opis\nnip: \"5260001246\"\nname: Firma 'A' sp. z o.o.\nenvironment: test\ntags: [vat-m, \"b\"]\n"
                + "contact: |\n  a@b.example\npermissions: [InvoiceRead]\naccess:\n  - kind: token\n    secret: "
                + "ksef-test-5260001246-token\n"
                + "    reference: 20260301-EC-0123456789-0123456789-01\n    generatedOn: 2026-03-01\n",
            "nip: 5260001246\r\nname: Firma\r\naccess:\r\n- {kind: certificate, identity: seal}\r\n",
        ];

    private static string[] Office =>
        [
            "nip: \"5260001246\"\nname: Biuro\nenvironment: production\nvault: KsefVault\nidentities:\n  - name: "
                + "seal\n    kind: seal\n"
                + "    subject: \"5260001246\"\n    secret: ksef-office-seal\npolicy:\n  warnDays: 30\n",
        ];

    private static void Claims(byte[] input) => SessionClaims.Read(new SecretText(Text(input)));

    private void Observation(byte[] input)
    {
        File.WriteAllBytes(Path.Join(folder, Nip + ".json"), input);
        _ = new ObservationStore(folder)
            .Find(
                new KsefCredential
                {
                    Nip = Nip,
                    Name = "Klient",
                    Environment = "test",
                    Kind = CredentialKind.Token,
                    SecretName = "secret",
                    Path = "client.yaml",
                    OfficePath = "office",
                }
            )
            ?.Findings.Count;
    }

    private void Homes(byte[] input)
    {
        var homes = SecretHomes.In(folder);
        File.WriteAllBytes(homes.Path!, input);
        homes.Allows(new SecretAddress(null, "token"), KsefEnvironment.Parse("test"));
    }

    private static byte[] Sealed(string content)
    {
        var path = Path.GetTempFileName();
        try
        {
            SealedFile.Write(path, Key, Encoding.UTF8.GetBytes(content));
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void SealedContent(byte[] input)
    {
        var path = Path.Join(folder, "sealed");
        File.WriteAllBytes(path, input);
        SealedFile.Read(path, Key);
    }

    private static byte[][] Keys()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Biuro, 2.5.4.97=VATPL-5260001246", elliptic, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var pem = certificate.ExportCertificatePem() + "\n" + elliptic.ExportPkcs8PrivateKeyPem() + "\n";
        return
        [
            Encoding.ASCII.GetBytes(pem),
            Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + elliptic.ExportECPrivateKeyPem()),
            certificate.RawData,
            certificate.Export(X509ContentType.Pkcs12),
        ];
    }

    private static void Material(byte[] input)
    {
        using var material = KeyMaterialReader.FromBytes(input, password: null, "file");
    }

    private static void VaultText(byte[] input)
    {
        using var material = KeyMaterial.FromVaultText(new SecretText(Text(input)));
    }

    private static string[] Requests()
    {
        var request = new AuthTokenRequest(
            "20260510-CR-0123456789-0123456789-01",
            ContextIdentifier.Of(Core.Identifiers.Nip.Parse(Nip)),
            SubjectIdentifierType.CertificateSubject
        );
        var xml = request.ToXml();
        const string Signature =
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"s\"><ds:SignedInfo>"
            + "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:SignatureMethod "
            + "Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><ds:Reference URI=\"\">"
            + "<ds:Transforms><ds:Transform "
            + "Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/></ds:Transforms><ds:DigestMethod "
            + "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>AAAA</ds:DigestValue>"
            + "</ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:X509Data>"
            + "<ds:X509Certificate>{0}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>";
        var close = xml.LastIndexOf("</", StringComparison.Ordinal);
        var signature = Signature.Replace("{0}", Convert.ToBase64String(Keys()[2]), StringComparison.Ordinal);
        return [xml, request.ToXml(indented: true), xml.Insert(close, signature)];
    }

    private static void Request(byte[] input)
    {
        SignedRequestCheck.Peek(input);
        SignedRequestCheck.Read(input);
    }

    private static void Short(byte[] input)
    {
        var text = Text(input);
        _ = TokenText.TryParse(text, out _);
        _ = Core.Identifiers.Nip.TryParseLoose(text, out _);
        _ = Pesel.TryParse(text, out _);
        _ = InternalId.TryParse(text, out _);
        _ = ReferenceNumber.TryParse(text, out _);
        _ = EnvironmentName.TryParse(text, out _);
        HeaderNames.Key(text);
        CellText.Date(text);
        CellText.Token(text);
        CellText.Permissions(text);
    }

    private static void Shown(byte[] input)
    {
        var text = Text(input);
        SecretShape.IsIn(text);
        SecretShape.Blot(text);
        PlainText.Lines(text);
        CommandText.Of("Get-KsefProfile").With("Name", text).Remark(text);
    }

    // Half characters, too: files and answers have them by escapes.
    // By xmlsec1 and by programs that people sign with; what is made of them passes more of the checks than what is
    // nearly XML alone.
    private static IEnumerable<byte[]> Signed()
    {
        var assembly = typeof(FuzzTargets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(IsSigned).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            yield return content.ToArray();
        }

        static bool IsSigned(string name) => name.StartsWith("xml/", StringComparison.Ordinal);
    }

    private static string Text(byte[] input) =>
        Encoding.UTF8.GetString(input).Replace("\uFFFD", "\uD800", StringComparison.Ordinal);

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
