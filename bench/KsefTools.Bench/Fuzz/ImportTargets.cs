using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Secrets;
using KsefTools.Testing.Workbooks;

namespace KsefTools.Bench.Fuzz;

/// <summary>Each kind of file that an import reads.</summary>
/// <param name="folder">Where the reader finds them.</param>
internal sealed class ImportTargets(string folder)
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Token = "20260301-EC-0123456789-0123456789-01|nip-5260001246|";

    private const string Password = "Haslo-2027-kluczy";

    private static readonly string Whole = Token + new string('a', 64);

    public IEnumerable<FuzzTarget> All =>
        [
            new("import: CSV", Tables(), Read, typeof(SpreadsheetException)),
            new("import: workbook", [Book(), Stored(Book())], Read, typeof(SpreadsheetException)),
            new("import: workbook of older kinds", Binary(), Read, typeof(SpreadsheetException)),
            new(
                "import: a workbook's sheet",
                [Part(Sheet), Part("xl/styles.xml")],
                Within,
                typeof(SpreadsheetException)
            ),
            new("import: JSON", Texts(BitwardenItem, OnePasswordItem), Read, typeof(SpreadsheetException)),
            new("import: XML", Texts(KeePassEntry), Read, typeof(SpreadsheetException)),
            new("import: 1PUX", [Archive()], Read, typeof(SpreadsheetException)),
            new("import: a folder's certificate", Certificates(), InFolder),
        ];

    private static string BitwardenItem =>
        """{"encrypted":false,"folders":[],"items":[{"passwordHistory":[{"lastUsedDate":"2026-01-15T10:00:00Z","password":"x"}],"type":1,"name":"Firma","notes":null,"fields":[{"name":"NIP","value":"526-000-12-46","type":0}],"login":{"uris":[],"username":"5260001246","password":"TOKEN"}}]}""".Replace(
            "TOKEN",
            Whole,
            StringComparison.Ordinal
        );

    private static string OnePasswordItem =>
        """{"accounts":[{"attrs":{"name":"Biuro"},"vaults":[{"attrs":{"name":"KSeF"},"items":[{"createdAt":1736935200,"state":"active","details":{"loginFields":[{"value":"5260001246","name":"username"}],"notesPlain":"","sections":[{"title":"KSeF","fields":[{"title":"Token","value":{"concealed":"TOKEN"}}]}]},"overview":{"title":"Firma"}}]}]}]}""".Replace(
            "TOKEN",
            Whole,
            StringComparison.Ordinal
        );

    private static string KeePassEntry =>
        $"""
            <?xml version="1.0" encoding="utf-8"?>
            <KeePassFile><Meta><RecycleBinUUID>7rS0</RecycleBinUUID></Meta><Root><Group><UUID>kq1h</UUID>
            <Name>KSeF</Name><Entry><UUID>a</UUID><String><Key>Title</Key><Value>Firma</Value></String><String><Key>Password</Key>
            <Value ProtectInMemory="True">{Whole}</Value></String><History><Entry /></History></Entry></Group>
            </Root></KeePassFile>
            """;

    /// <summary>A certificate with its key in one file, a PFX, and the portal's key under a password.</summary>
    private static byte[][] Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Firma, OID.2.5.4.97=VATPL-5260001246", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(Day, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(2));
        var rounds = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1);
        var pem = certificate.ExportCertificatePem();
        return
        [
            .. Texts(
                $"{pem}\n{key.ExportPkcs8PrivateKeyPem()}",
                key.ExportEncryptedPkcs8PrivateKeyPem(Password, rounds)
            ),
            certificate.RawData,
            certificate.ExportPkcs12(rounds, Password),
        ];
    }

    /// <summary>Whatever a file of the folder is, it gets its row, and the certificate beside it is read.</summary>
    private void InFolder(byte[] input)
    {
        var root = Directory.CreateDirectory(Path.Join(folder, "certificates"));
        File.WriteAllBytes(Path.Join(root.FullName, "5260001246.key"), input);
        var passwords = new KeyPasswords([new SecretText(Password)], []);
        if (CertificateFolderReader.Read([root.FullName], passwords).Rows.Count == 0)
            throw new InvalidDataException("A file has no row.");
    }

    private void Read(byte[] input)
    {
        var path = Path.Join(folder, "tokens");
        File.WriteAllBytes(path, input);
        SpreadsheetReader.Read(path);
    }

    /// <summary>A whole workbook around a sheet that is nearly right: what is packed is not damaged.</summary>
    private void Within(byte[] input)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Book());
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(Sheet)!.Delete();
            using var part = archive.CreateEntry(Sheet, CompressionLevel.NoCompression).Open();
            part.Write(input);
        }
        Read(bytes.ToArray());
    }

    private static byte[] Book() =>
        new ExcelWorkbook()
            .Add("Klienci", ["Tokeny"], ["NIP", "Nazwa", "Token", "Data"], [5260001246.0, "Firma", Whole, Day])
            .Add("Inne", ["a", "b"])
            .ToArray();

    private static DateTime Day => new(2026, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static byte[] Part(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Book()));
        using var part = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        part.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The same parts without compression, so that a changed byte is a changed letter.</summary>
    private static byte[] Stored(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var target = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var source = new ZipArchive(new MemoryStream(packed)))
            foreach (var entry in source.Entries)
            {
                using var from = entry.Open();
                using var to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                from.CopyTo(to);
            }
        return bytes.ToArray();
    }

    private static byte[] Archive()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = archive.CreateEntry("export.data", CompressionLevel.NoCompression).Open())
            part.Write(Encoding.UTF8.GetBytes(OnePasswordItem));
        return bytes.ToArray();
    }

    /// <summary>Made by SheetJS, whose authors know these formats best after Microsoft.</summary>
    private static IReadOnlyList<byte[]> Binary()
    {
        var assembly = typeof(ImportTargets).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("workbook/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    using var content = new MemoryStream();
                    stream.CopyTo(content);
                    return content.ToArray();
                }),
        ];
    }

    private static byte[][] Tables()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var sheet =
            "Nazwa;NIP;Token KSeF;Środowisko;Uprawnienia\n\"Żabka; "
            + $"\"\"A\"\"\";526-000-12-46;{Whole};test;InvoiceRead\n";
        return
        [
            Encoding.UTF8.GetBytes(sheet),
            Encoding.GetEncoding(1250).GetBytes(sheet),
            Encoding.UTF8.GetBytes("sep=,\n" + sheet.Replace(';', ',')),
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(sheet)],
        ];
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
