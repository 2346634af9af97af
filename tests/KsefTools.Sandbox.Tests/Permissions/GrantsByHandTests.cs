using System.Net;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>/_sandbox/grants: what a client does in the Ministry's application.</summary>
public sealed class GrantsByHandTests : PermissionTest
{
    private static readonly string[] Read = ["InvoiceRead"];

    [Fact]
    public async Task A_client_lets_its_office_in()
    {
        var planted = await PlantAsync(
            new
            {
                context = Identifier(Client),
                authorized = new { type = "Nip", value = OfficeNip },
                permissions = Read,
                canDelegate = true,
            }
        );

        var entry = Assert.Single(planted.Json.GetProperty("grants").EnumerateArray());
        Assert.Equal("Entity", Text(entry, "kind"));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(OfficeSubject, Client));
    }

    [Fact]
    public async Task An_office_passes_on_and_the_list_tells_whether_that_is_worth_anything()
    {
        var plan = new
        {
            kind = "Indirect",
            context = Identifier(Office),
            authorized = new { type = "Pesel", value = Anna.Value },
            target = new { type = "AllPartners" },
            permissions = Read,
            name = "Anna Żak",
        };

        var before = await PlantAsync(plan);
        GiveOffice(Permission.InvoiceRead);
        var listed = (await Http.ControlAsync(Host, HttpMethod.Get, "/grants")).Json.GetProperty("grants");

        Assert.False(before.Json.GetProperty("grants")[0].GetProperty("inEffect").GetBoolean());
        Assert.All(listed.EnumerateArray(), grant => Assert.True(grant.GetProperty("inEffect").GetBoolean()));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task A_client_takes_its_grant_back()
    {
        var grant = GiveOffice(Permission.InvoiceRead);

        var removed = await Http.ControlAsync(Host, HttpMethod.Delete, $"/grants/{grant.Id}");
        var again = await Http.ControlAsync(Host, HttpMethod.Delete, $"/grants/{grant.Id}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.Status, again.Status));
        Assert.Empty(World.Grants);
    }

    [Theory]
    [InlineData("""{ "permissions": ["InvoiceRead"] }""")]
    [InlineData("""{ "context": { "type": "Nip", "value": "5265877635" }, "permissions": ["InvoiceRead"] }""")]
    [InlineData(
        """
            { "context": { "type": "Nip", "value": "5265877635" }, "permissions": ["InvoiceRead"],
              "authorized": { "type": "Nip", "value": "7762811692" }, "kind": "Indirect" }
            """
    )]
    [InlineData(
        """
            { "context": { "type": "Nip", "value": "5265877635" }, "permissions": ["InvoiceRead"], "kind": "Indirect",
              "authorized": { "type": "Nip", "value": "7762811692" }, "target": { "type": "Nip" } }
            """
    )]
    public async Task A_plan_that_makes_no_sense_is_refused(string plan)
    {
        var answer = await PlantAsync(JsonDocument.Parse(plan).RootElement);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(World.Grants);
    }

    private Task<Answer> PlantAsync(object plan) => Http.ControlAsync(Host, HttpMethod.Post, "/grants", plan);
}
