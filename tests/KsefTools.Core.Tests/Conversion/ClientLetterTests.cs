using System.Text;
using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What the client who alone can help is sent.</summary>
public sealed class ClientLetterTests : ConversionTest
{
    [Theory]
    [InlineData("pl.md")]
    [InlineData("en.md")]
    public async Task The_letter_names_office_permissions_place_and_reason(string ending)
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite);

        var text = Read(await WriteAsync(client), ending);

        Assert.Contains(Bench.OfficeNip, text, StringComparison.Ordinal);
        Assert.Contains(client.Nip, text, StringComparison.Ordinal);
        Assert.Contains("przeglądanie faktur", text, StringComparison.Ordinal);
        Assert.Contains("wystawianie faktur", text, StringComparison.Ordinal);
        Assert.Contains("Podmiotowi do wystawiania i przeglądania faktur", text, StringComparison.Ordinal);
        Assert.Contains("2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_is_a_draft_to_the_clients_contact()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var mail = Read(await WriteAsync(client), "eml");

        Assert.Contains("To: ksiegowosc@klient.example", mail, StringComparison.Ordinal);
        Assert.Contains("X-Unsent: 1", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("invalid", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letter_is_readable_by_its_owner_only()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var path = (await WriteAsync(client)).RequestPath!;

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("x@firma.example, z@evil.example")]
    [InlineData("x@firma.example; z@evil.example")]
    [InlineData("x@firma.example z@evil.example")]
    [InlineData("x@firma.example\r\nBcc: z@evil.example")]
    [InlineData("\"x@firma.example\" <z@evil.example>")]
    [InlineData("tel. 600 100 200")]
    public void A_contact_that_is_not_one_address_gets_no_mail(string contact)
    {
        var mail = Encoding.UTF8.GetString(LetterMail.Write("KSeF", "text", contact));

        Assert.DoesNotContain("evil", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("\nTo:", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_in_a_name_makes_no_header()
    {
        var mail = Encoding.UTF8.GetString(LetterMail.Write("KSeF\r\nBcc: z@evil.example", "text", "x@firma.example"));

        var headers = mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.DoesNotContain(headers, header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(headers, header => header.StartsWith("To: x@firma.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_writes_no_letter()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var folder = Path.Combine(Bench.OfficePath, "letters");

        await Bench.ConvertAsync(client, new ConversionOptions { RequestFolder = folder, OnlyPlan = true });

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Who_can_be_moved_gets_no_letter()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        Assert.Null((await WriteAsync(client)).RequestPath);
    }

    private Task<KsefConversion> WriteAsync(ConversionClient client) =>
        Bench.ConvertAsync(client, new ConversionOptions { RequestFolder = Path.Combine(Bench.OfficePath, "letters") });

    private static string Read(KsefConversion result, string ending) =>
        File.ReadAllText(Path.ChangeExtension(result.RequestPath!, ending), Encoding.UTF8);
}
