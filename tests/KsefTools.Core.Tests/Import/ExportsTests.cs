using System.IO.Compression;
using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import;

/// <summary>What each password manager writes: three clients, a bank, and an old token put aside.</summary>
public sealed class ExportsTests : IDisposable
{
    private static readonly string[] Nips = ["2222222222", "2222222239", "2222222245"];
    private static readonly string[] Names = ["Firma \"A\" sp. z o.o.", "Firma B", "Firma C"];

    private readonly ImportBench _bench = new();

    public static TheoryData<string> Files =>
        [
            "bitwarden.json",
            "bitwarden.csv",
            "bitwarden.zip",
            "1password.csv",
            "1password.1pux",
            "keepass.xml",
            "keepassxc.xml",
            "keepass1.csv",
            "keepassxc.csv",
            "lastpass.csv",
            "chrome.csv",
        ];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_client_gets_its_token_and_its_name(string file)
    {
        var plan = await PlanAsync(PathOf(file));

        var kept = plan.Rows.Where(row => row.Outcome is ImportOutcome.Imported).ToList();
        Assert.Equal(Nips, kept.Select(row => row.Row.Nip?.Value));
        Assert.Equal(Names, kept.Select(row => row.Row.Name));
        Assert.All(kept, row => Assert.Equal(row.Row.Nip?.Value, row.Token?.Taxpayer?.Value));
    }

    [Theory]
    [InlineData("1password.csv")]
    [InlineData("1password.1pux")]
    [InlineData("keepass.xml")]
    [InlineData("keepassxc.xml")]
    public async Task What_was_put_aside_is_refused_and_pushes_nothing_out(string file)
    {
        var plan = await PlanAsync(PathOf(file));

        var refused = Assert.Single(plan.Rows, row => row.Outcome is ImportOutcome.Refused);
        Assert.Equal(("Firma \"A\" stary", ImportRefusal.Archived), (refused.Row.Name, refused.Refusal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_secret_is_shown(string file)
    {
        var plan = await PlanAsync(PathOf(file));

        Assert.DoesNotContain("c0ffee", string.Join(' ', plan.Rows.Select(row => $"{row}")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_export_says_how_to_make_one_that_can_be_read() =>
        Assert.Contains(
            "without encryption",
            Assert
                .Throws<SpreadsheetException>(() => SpreadsheetReader.Read(Source("bitwarden-encrypted.json")))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_database_of_KeePass_is_told_to_be_exported() =>
        Assert.Contains("XML", Refusal([0x03, 0xD9, 0xA2, 0x9A, 0x67, 0xFB, 0x4B, 0xB5]), StringComparison.Ordinal);

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"aaaa\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>")]
    [InlineData("<html><body><table><tr><td>NIP<td>Token</table>")]
    public void XML_with_a_DTD_and_HTML_are_refused_with_the_line(string text) =>
        Assert.Contains("line 1", Refusal(System.Text.Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void An_export_without_tokens_says_so() =>
        Assert.Contains(
            "no entry",
            Refusal("""{"items":[{"name":"Bank","login":{"password":"x"}}]}"""u8.ToArray()),
            StringComparison.Ordinal
        );

    [Fact]
    public void Data_of_an_archive_that_unpack_to_gigabytes_are_refused()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("export.data", CompressionLevel.SmallestSize).Open();
            var blanks = new byte[1 << 20];
            for (var count = 0; count < 130; count++)
                part.Write(blanks);
        }
        Assert.Contains("128 MB", Refusal(bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_whose_token_is_cut_off_is_refused_with_its_place()
    {
        var path = _bench.WriteSheet(
            """{"items":[{"type":1,"name":"Bank","notes":null},{"type":1,"name":"Alfa","notes":"20260115-EC-1A2B3C4D00-9F8E7D6C50-10|nip-2222222222"},{"type":2,"name":"B","notes":"TOKEN"}]}""".Replace(
                "TOKEN",
                ImportBench.Token(1),
                StringComparison.Ordinal
            ),
            name: "a.json"
        );
        var plan = await PlanAsync(path);
        Assert.Equal([(2, "Alfa"), (3, "B")], plan.Rows.Select(row => (row.Row.Number, row.Row.Name!)));
        Assert.Equal(ImportOutcome.Refused, plan.Rows[0].Outcome);
    }

    private Task<ImportPlan> PlanAsync(string path) =>
        ImportPlan.MakeAsync(
            _bench.Office,
            _bench.Vault,
            SpreadsheetReader.Read(path),
            new ImportOptions(),
            CancellationToken.None
        );

    private string Refusal(byte[] bytes)
    {
        var path = _bench.WriteSheet("", name: "export");
        File.WriteAllBytes(path, bytes);
        return Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(path)).Message;
    }

    /// <summary>The file; an archive is packed here, so that its text can be read in the repository.</summary>
    private string PathOf(string file) =>
        file switch
        {
            "1password.1pux" => Pack(file, "export.data", Source("export.data")),
            "bitwarden.zip" => Pack(file, "data.json", Source("bitwarden.json")),
            _ => Source(file),
        };

    private string Pack(string name, string entry, string source)
    {
        var path = _bench.WriteSheet("", name: name);
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        archive.CreateEntryFromFile(source, entry);
        using var attributes = archive.CreateEntry("export.attributes").Open();
        attributes.Write("""{"version":3,"description":"1Password Unencrypted Export","createdAt":1772438400}"""u8);
        return path;
    }

    private static string Source(string file) => Path.Join(AppContext.BaseDirectory, "Import", "Exports", file);
}
