using System.Text;
using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Letters;

/// <summary>Which letter goes into which file, and what of a mail a stranger may see.</summary>
public sealed class LetterFilesTests : ConversionTest
{
    private string Folder => Path.Combine(Bench.OfficePath, "letters");

    [Fact]
    public async Task A_company_is_asked_for_as_a_company_and_for_what_is_missing_alone()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var polish = await WriteAsync(client);

        Assert.Contains($"- firmie (podmiotowi): Biuro Rachunkowe Sigma, NIP {Bench.OfficeNip}", polish);
        Assert.Contains("- uprawnienia: wystawianie faktur", polish);
    }

    [Fact]
    public async Task A_persons_letter_names_the_person_of_the_certificate()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var polish = await WriteAsync(client, "anna");

        Assert.Contains($"- osobie z biura: Jan Kowalski, PESEL {ConversionBench.Employee}", polish);
    }

    [Fact]
    public async Task What_no_company_can_have_is_asked_for_a_person()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.Introspection);

        var polish = await WriteAsync(client);

        Assert.Contains("- osobie z biura: prosimy o kontakt, podamy imię, nazwisko i PESEL", polish);
    }

    [Fact]
    public async Task Both_languages_and_the_mail_lie_side_by_side_and_the_result_names_the_mail()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await ConvertAsync(client);

        Assert.Equal(Path.Combine(Folder, $"{client.Nip}.eml"), result.RequestPath);
        Assert.Equal(
            [$"{client.Nip}.eml", $"{client.Nip}.en.md", $"{client.Nip}.pl.md"],
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order()
        );
        var (polish, english) = (Read(client, "pl.md"), Read(client, "en.md"));
        Assert.StartsWith("# KSeF: prośba o nadanie uprawnień", polish, StringComparison.Ordinal);
        Assert.StartsWith("# KSeF: please grant permissions to", english, StringComparison.Ordinal);
        Assert.Equal(
            $"{polish}\n---\n\n{english}",
            BodyOf(Read(client, "eml")).ReplaceLineEndings("\n").TrimEnd('\n') + "\n"
        );
    }

    [Fact]
    public async Task A_later_letter_takes_the_place_of_an_earlier_one()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite);
        await ConvertAsync(client);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        Assert.Contains("- uprawnienia: wystawianie faktur", await WriteAsync(client));
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Theory]
    [InlineData("ksiegowosc@klient.example", "To: ksiegowosc@klient.example")]
    [InlineData("Anna Nowak <anna@klient.example>", "To: \"Anna Nowak\" <anna@klient.example>")]
    [InlineData(null, null)]
    [InlineData("tel. 600 100 200", null)]
    [InlineData("an\u200Bna@klient.example", null)]
    public void A_mail_has_its_receiver_and_nothing_of_how_it_was_made(string? contact, string? receiver)
    {
        var headers = HeadersOf(Encoding.UTF8.GetString(LetterMail.Write("KSeF", "text", contact)));

        Assert.Equal(receiver, headers.SingleOrDefault(line => line.StartsWith("To:", StringComparison.Ordinal)));
        Assert.Contains("X-Unsent: 1", headers);
        Assert.DoesNotContain(
            headers,
            line =>
                line.StartsWith("X-Sender", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("X-Receiver", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("From", StringComparison.OrdinalIgnoreCase)
                || line.Contains("nobody@", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Polish_letters_survive_in_subject_and_text()
    {
        var mail = Encoding.UTF8.GetString(LetterMail.Write("Prośba", "Zażółć gęślą jaźń", "x@firma.example"));

        var subject = HeadersOf(mail).Single(line => line.StartsWith("Subject:", StringComparison.Ordinal));
        Assert.Equal($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Prośba"))}?=", subject);
        Assert.Equal("Zażółć gęślą jaźń", BodyOf(mail).TrimEnd());
    }

    [Fact]
    public void What_the_platform_wrote_on_the_way_to_the_mail_is_gone()
    {
        var contact = $"{Guid.NewGuid():N}@firma.example";

        LetterMail.Write("KSeF", "text", contact);

        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Path.GetTempPath(), "ksef-letter-*"),
            folder => Holds(folder, contact)
        );
    }

    private static bool Holds(string folder, string text)
    {
        try
        {
            return Directory
                .EnumerateFiles(folder)
                .Any(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another test's, on its way out, or another user's.
            return false;
        }
    }

    private static string[] HeadersOf(string mail) =>
        mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");

    private static string BodyOf(string mail) =>
        Encoding.UTF8.GetString(
            Convert.FromBase64String(mail[mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Trim())
        );

    private Task<KsefConversion> ConvertAsync(ConversionClient client, string? identity = null) =>
        Bench.ConvertAsync(client, new ConversionOptions { RequestFolder = Folder, Identity = identity });

    private async Task<string[]> WriteAsync(ConversionClient client, string? identity = null)
    {
        await ConvertAsync(client, identity);
        return Read(client, "pl.md").Split('\n');
    }

    private string Read(ConversionClient client, string ending) =>
        File.ReadAllText(Path.Combine(Folder, $"{client.Nip}.{ending}"), Encoding.UTF8);
}
