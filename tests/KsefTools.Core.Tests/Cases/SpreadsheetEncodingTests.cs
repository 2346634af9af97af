using System.Text;
using KsefTools.Core.Import;
using KsefTools.Core.Tests.Import;

namespace KsefTools.Core.Tests.Cases;

/// <summary>A spreadsheet in any of the encodings of the trade gives names as they are, or is refused.</summary>
public sealed class SpreadsheetEncodingTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee";

    private static readonly string[] Names =
    [
        "Zażółć Gęślą Jaźń sp. z o.o.",
        "Łódzka Spółdzielnia Świt",
        "Ślusarstwo Ćwikła",
    ];

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("enc-cp1250.csv", "windows-1250")]
    [InlineData("enc-cp852.csv", "ibm852")]
    [InlineData("enc-iso88592.csv", "iso-8859-2")]
    [InlineData("enc-maclatin2.csv", "x-mac-ce")]
    [InlineData("enc-utf16le-bom-tab.csv", "utf-16")]
    [InlineData("enc-utf16le-nobom.csv", "utf-16")]
    public void The_case_s_names_are_whole(string file, string encoding)
    {
        var sheet = SpreadsheetReader.Read(CaseFiles.PathOf("12-csv-encodings", file));
        Assert.Equal(Names, sheet.Rows.Select(row => row.Name));
        Assert.Equal(encoding, sheet.Encoding);
    }

    public static TheoryData<string, string> Others
    {
        get
        {
            string[] encodings =
            [
                "utf-8",
                "utf-16",
                "utf-16BE",
                "utf-32",
                "windows-1250",
                "iso-8859-2",
                "ibm852",
                "x-mac-ce",
                "windows-1257",
                "iso-8859-13",
                "windows-1254",
                "ibm775",
            ];
            string[] names =
            [
                "Łąka",
                "Wąż",
                "Źródło",
                "ŻÓŁĆ SPÓŁKA AKCYJNA",
                "Gdańsk Trans",
                "Świt",
                "Bäcker GmbH",
                "Müller Łódź",
                "Café Ösłö",
                "Piekarnia „U Zosi” – Kraków",
                "Hašek i Syn",
                "McDonald’s Kraków",
                "Ćma",
                "SPÓŁKA",
                "KSIĘŻYC",
                "Mścisław Ciećwierz",
            ];
            var data = new TheoryData<string, string>();
            foreach (var encoding in encodings)
            foreach (var name in names)
                // A letter that the encoding has not cannot be in such a file.
                if (Of(encoding).GetString(Of(encoding).GetBytes(name)) == name)
                    data.Add(encoding, name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_name_is_never_garbled(string encodingName, string name)
    {
        var bytes = Of(encodingName).GetBytes($"NIP;Nazwa;Token\r\n1111111111;{name};{Token}\r\n");
        var path = _bench.WriteSheet("");
        File.WriteAllBytes(path, bytes);

        try
        {
            Assert.Equal(name, SpreadsheetReader.Read(path).Rows[0].Name);
        }
        catch (SpreadsheetException refused)
        {
            Assert.Contains("-Encoding", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_that_were_read_in_a_wrong_encoding_once_are_put_right()
    {
        var wrong = CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetString(Encoding.UTF8.GetBytes(Names[1]));
        Assert.Equal(Names[1], _bench.Read($"NIP;Nazwa;Token\n1111111111;{wrong};{Token}\n").Rows[0].Name);
    }

    [Fact]
    public void A_file_that_has_lost_letters_is_refused() =>
        Assert.Throws<SpreadsheetException>(() => _bench.Read($"NIP;Nazwa;Token\n1111111111;Za\uFFFDek;{Token}\n"));

    [Theory]
    [InlineData("windows-1250")]
    [InlineData("1250")]
    [InlineData("cp1250")]
    [InlineData("ansi")]
    public void A_named_encoding_is_taken_at_its_word(string name)
    {
        var path = _bench.WriteSheet(
            $"NIP;Nazwa;Token\n1111111111;Bäcker;{Token}\n",
            CodePagesEncodingProvider.Instance.GetEncoding(1250)
        );
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(path));
        Assert.Equal("Bäcker", SpreadsheetReader.Read(path, name).Rows[0].Name);
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_refused() =>
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(_bench.WriteSheet("NIP;Token\n"), "enigma"));

    private static Encoding Of(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
