using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>What is to be granted, and by what a journal and a lock know it.</summary>
public sealed class GrantOrderTests
{
    private const string Pesel = "92092116350";
    private const string Client = "1111111111";

    private static readonly ContextIdentifier Home = ContextIdentifier.Of(Nip.Parse("5260001246"));

    [Fact]
    public void Nothing_but_invoices_can_go_to_an_entity_or_be_handed_on()
    {
        Assert.Throws<FormatException>(() => ToOffice(canDelegate: false, permission: "CredentialsRead"));
        Assert.Throws<FormatException>(() => GrantOrder.Indirect(Anna, ["CredentialsRead"], client: null));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(91, 90)]
    public void A_companys_name_is_as_long_as_KSeF_takes_it(int length, int kept) =>
        Assert.Equal(new string('x', kept), ToOffice(canDelegate: false, new string('x', length)).SubjectName);

    [Fact]
    public void A_journal_knows_a_grant_by_all_of_it_but_a_whole_PESEL()
    {
        Assert.Equal(
            [
                "Nip 5265877635: InvoiceRead",
                "Nip 5265877635: InvoiceRead+",
                "Pesel *******6350: InvoiceRead @ AllPartners",
                "Pesel *******6350: InvoiceRead @ 1111111111",
            ],
            new[]
            {
                ToOffice(canDelegate: false),
                ToOffice(canDelegate: true),
                HandedOn(client: null),
                HandedOn(Client),
            }.Select(order => order.ToString())
        );
    }

    [Fact]
    public void What_is_handed_on_at_one_client_waits_for_nobody_at_another()
    {
        GrantOrder[] orders =
        [
            HandedOn(Client),
            HandedOn("7762811692"),
            HandedOn(client: null),
            GrantOrder.ForPerson(Anna, ["InvoiceRead"]),
            ToOffice(false),
        ];

        Assert.Distinct(orders.Select(order => order.LockedSubject("demo", Home)));
    }

    [Fact]
    public void The_same_KSeF_in_another_spelling_is_the_same_place() =>
        Assert.Equal(
            HandedOn(Client).LockedSubject("demo", Home),
            HandedOn(Client).LockedSubject("https://api-demo.ksef.mf.gov.pl/v2", Home)
        );

    private static GrantRecipient Anna => new(new("Pesel", Pesel), PersonSubject.ByIdentifier("Anna", "Nowak"));

    private static GrantOrder HandedOn(string? client) =>
        GrantOrder.Indirect(Anna, ["InvoiceRead"], client is null ? null : ContextIdentifier.Of(Nip.Parse(client)));

    private static GrantOrder ToOffice(bool canDelegate, string name = "Biuro", string permission = "InvoiceRead") =>
        GrantOrder.ForEntity(Nip.Parse("5265877635"), name, [permission], canDelegate);
}
