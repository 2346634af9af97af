using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Conversion.Letters;

/// <summary>Who the client is asked to give what, in both languages.</summary>
public sealed class LetterTextTests
{
    private const string Fingerprint = "AB12";

    private static readonly ClientLetter ToCompany = new()
    {
        Office = new OfficeSettings { Nip = Nip.Parse("5260001246"), Name = "Biuro *Sigma*" },
        Client = new ClientProfile { Nip = ClientId.Parse("1111111111"), Name = "Klient" },
        Subject = new CertificateIdentity(IdentityKind.Nip, "5260001246"),
        SubjectName = "Anna Nowak",
        Permissions = ["InvoiceRead", "InvoiceWrite"],
        IsCompany = true,
        IsPerson = false,
    };

    private static readonly ClientLetter ToPerson = ToCompany with
    {
        Subject = new CertificateIdentity(IdentityKind.Pesel, "92092116352"),
        IsCompany = false,
        IsPerson = true,
    };

    [Fact]
    public void A_company_is_named_with_its_NIP_and_the_kind_of_permission_that_companies_get()
    {
        AssertSays(
            ToCompany.Polish(),
            """- firmie (podmiotowi): Biuro \*Sigma\*, NIP 5260001246""",
            "- uprawnienia: przeglądanie faktur, wystawianie faktur",
            "3. Jako rodzaj uprawnienia wybierz „Podmiotowi do wystawiania i przeglądania faktur”."
        );
        AssertSays(
            ToCompany.English(),
            """- to a company (podmiot): Biuro \*Sigma\*, NIP 5260001246""",
            "- permissions: viewing invoices (przeglądanie faktur), issuing invoices (wystawianie faktur)",
            "3. As the kind of permission choose \"Podmiotowi do wystawiania i przeglądania faktur\"."
        );
    }

    [Fact]
    public void A_person_is_named_with_PESEL_and_the_kind_of_permission_that_persons_get()
    {
        AssertSays(
            ToPerson.Polish(),
            "- osobie z biura: Anna Nowak, PESEL 92092116352",
            "3. Jako rodzaj uprawnienia wybierz uprawnienia dla osoby fizycznej."
        );
        AssertSays(
            ToPerson.English(),
            "- to a person of the office: Anna Nowak, PESEL 92092116352",
            "3. As the kind of permission choose permissions for a natural person (osoba fizyczna)."
        );
    }

    [Fact]
    public void A_permission_that_nobody_knows_is_a_name_and_no_markup()
    {
        var letter = ToCompany with { Permissions = ["[Zaloguj](https://evil.example)", "<img src=x>"] };

        AssertSays(letter.Polish(), """- uprawnienia: \[Zaloguj\](https://evil.example), \<img src=x\>""");
        AssertSays(letter.English(), """- permissions: \[Zaloguj\](https://evil.example), \<img src=x\>""");
    }

    [Fact]
    public void Where_the_office_has_no_person_yet_the_client_is_told_to_ask_and_no_NIP_passes_for_one()
    {
        var letter = ToCompany with { IsPerson = true };

        AssertSays(letter.Polish(), "- osobie z biura: prosimy o kontakt, podamy imię, nazwisko i PESEL");
        AssertSays(letter.English(), "- to a person of the office: please contact us for name and PESEL");
    }

    [Theory]
    [InlineData(IdentityKind.Nip, "Anna Nowak, NIP AB12")]
    [InlineData(IdentityKind.Fingerprint, "Anna Nowak, odcisk palca certyfikatu / certificate fingerprint AB12")]
    public void A_person_without_a_PESEL_is_named_by_what_the_certificate_has(IdentityKind kind, string named)
    {
        var letter = ToPerson with { Subject = new CertificateIdentity(kind, Fingerprint) };

        AssertSays(letter.Polish(), $"- osobie z biura: {named}");
        AssertSays(letter.English(), $"- to a person of the office: {named}");
    }

    [Fact]
    public void The_last_day_of_tokens_is_the_offices_and_is_written_out()
    {
        var letter = ToCompany with
        {
            Office = ToCompany.Office with { Policy = new OfficePolicy { TokensEndOn = new DateOnly(2027, 3, 9) } },
        };

        Assert.Contains("tylko do 9 marca 2027 r.;", letter.Polish(), StringComparison.Ordinal);
        Assert.Contains("work until 9 March 2027;", letter.English(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_others_is_no_Markdown()
    {
        Assert.Equal(@"\[x\](y) \`a\` \<b\> \_c\_ \| \\", MarkdownText.Of(@"[x](y) `a` <b> _c_ | \"));
        Assert.Equal("one two", MarkdownText.Of("one\ntwo"));
    }

    private static void AssertSays(string letter, params string[] lines) =>
        Assert.All(lines, line => Assert.Contains(line, letter.Split('\n')));
}
