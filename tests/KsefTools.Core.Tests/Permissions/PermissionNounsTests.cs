using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Permissions.Inventory;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Who may do what, and where, whichever of KSeF's lists says it.</summary>
public sealed class PermissionNounsTests
{
    private const string Asked = "5265877635";
    private const string Client = "1111111111";
    private const string Unit = "1111111111-00000";

    private static readonly TypedIdentifier Self = new("Pesel", "92092116350");

    private static readonly PermissionNouns Nouns = new("demo", Asked, nip => $"Firma {nip}", "/office");

    private static readonly PersonGrant Persons = new()
    {
        Id = "1",
        AuthorizedIdentifier = Self,
        PermissionScope = "InvoiceRead",
    };

    private static readonly PersonalGrant Own = new() { PermissionScope = "InvoiceRead" };

    [Fact]
    public void Handed_on_to_somebody_it_names_the_client_or_that_it_is_for_all()
    {
        Assert.Equal(Client, Nouns.Of(Persons with { TargetIdentifier = new("Nip", Client) }).Target);
        Assert.Equal("AllPartners", Nouns.Of(Persons with { TargetIdentifier = new("AllPartners", null) }).Target);
        Assert.Equal(Unit, Nouns.Of(Persons with { ContextIdentifier = new("InternalId", Unit) }).Target);
        Assert.Equal(
            Client,
            Nouns
                .Of(Persons with { TargetIdentifier = new("Nip", Client), ContextIdentifier = new("Nip", Asked) })
                .Target
        );
    }

    [Fact]
    public void A_company_has_its_full_name_and_a_person_both_of_theirs()
    {
        Assert.Equal(
            "Sigma Sp. z o.o.",
            Nouns
                .Of(
                    Persons with
                    {
                        SubjectEntityDetails = new("Sigma Sp. z o.o."),
                        SubjectPersonDetails = new("Anna", "Nowak"),
                    }
                )
                .SubjectName
        );
        Assert.Equal("Anna Nowak", Nouns.Of(Persons with { SubjectPersonDetails = new("Anna", "Nowak") }).SubjectName);
        Assert.Null(Nouns.Of(Persons).SubjectName);
    }

    [Fact]
    public void A_person_with_one_known_name_has_that() =>
        Assert.Equal("Anna", Nouns.Of(Persons with { SubjectPersonDetails = new("Anna", null) }).SubjectName);

    [Theory]
    [InlineData(Client, Client)]
    [InlineData(Unit, Unit)]
    [InlineData("1111111111-0000500", Client)]
    [InlineData("1234567890", "1234567890")]
    [InlineData("123456789", Asked)]
    [InlineData(null, Asked)]
    public void It_is_the_client_s_whose_number_its_target_begins_with(string? target, string client)
    {
        var handedOn = Nouns.Of(Persons with { TargetIdentifier = new("X", target) });

        Assert.Equal((client, $"Firma {client}"), (handedOn.Nip, handedOn.Name));
        Assert.Equal(Asked, handedOn.Context);
    }

    [Fact]
    public void A_sessions_own_permission_is_its_own_where_KSeF_does_not_say_whose()
    {
        var unsaid = Nouns.Of(Own, Self);
        var said = Nouns.Of(Own with { AuthorizedIdentifier = new("Nip", Client) }, Self);

        Assert.Equal((Self.Type, Self.Value), (unsaid.SubjectType, unsaid.Subject));
        Assert.Equal(("Nip", Client), (said.SubjectType, said.Subject));
    }

    [Theory]
    [InlineData("Nip", Client, null)]
    [InlineData("InternalId", Unit, null)]
    [InlineData("InternalId", "1111111111-0000500", "1111111111-0000500")]
    public void What_a_client_gave_holds_at_the_client_or_at_the_part_that_gave_it(
        string type,
        string giver,
        string? target
    )
    {
        var received = Nouns.Of(
            new EntityGrant
            {
                Id = "1",
                ContextIdentifier = new(type, giver),
                PermissionScope = "InvoiceRead",
            }
        );

        Assert.Equal(target, received.Target);
        Assert.Equal(giver, received.GrantedBy);
        Assert.Equal(("Nip", Asked), (received.SubjectType, received.Subject));
        Assert.Equal($"Firma {Asked}", received.SubjectName);
    }

    [Fact]
    public void An_owner_has_the_companys_name_where_the_seal_is_the_companys()
    {
        Assert.Equal($"Firma {Asked}", Nouns.Owner(new("Nip", Asked)).SubjectName);
        Assert.Null(Nouns.Owner(Self).SubjectName);
    }
}
