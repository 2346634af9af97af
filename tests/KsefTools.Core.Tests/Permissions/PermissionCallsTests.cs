using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Each call is held against the contract, there and back.</summary>
public sealed class PermissionCallsTests : IAsyncLifetime
{
    private const string Id = "7e1fe4b8-2c1f-4b1e-9c0e-0123456789ab";
    private const string Reference = "20261122-EG-3A58E7B000-4E92EA4CF5-7C";
    private const string Pesel = "92092116352";
    private const string Fingerprint = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";

    private static readonly AccessToken Access = new(
        new SecretText("a.b.c"),
        new ContextIdentifier(ContextType.Nip, TestMaterial.Nip),
        DateTimeOffset.MaxValue
    );

    private ScriptedKsef _ksef = null!;
    private KsefApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _ksef = await ScriptedKsef.StartAsync();
        _api = _ksef.CreateApi();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _ksef.DisposeAsync();
    }

    [Fact]
    public async Task An_entity_is_granted_each_permission_with_its_own_right_to_delegate()
    {
        Accept("POST /permissions/entities/grants");

        var started = await _api.GrantEntityAsync(
            Access,
            new GrantEntityRequest(
                new TypedIdentifier("Nip", "5265877635"),
                [new EntityRight("InvoiceRead", true), new EntityRight("InvoiceWrite", false)],
                "Obsługa księgowa",
                new EntityDetails("Biuro Rachunkowe Sp. z o.o.")
            ),
            default
        );

        Assert.Equal(Reference, started.ReferenceNumber);
        Assert.Equal(
            """{"subjectIdentifier":{"type":"Nip","value":"5265877635"},"permissions":[{"type":"InvoiceRead","canDelegate":true},{"type":"InvoiceWrite","canDelegate":false}],"description":"Obs\u0142uga ksi\u0119gowa","subjectDetails":{"fullName":"Biuro Rachunkowe Sp. z o.o."}}""",
            Sent()
        );
    }

    [Fact]
    public async Task A_person_is_granted_by_PESEL_and_name()
    {
        Accept("POST /permissions/persons/grants");

        await GrantPersonAsync("Pesel", Pesel, PersonSubject.ByIdentifier("Anna", "Nowak"));

        Assert.Contains(
            """
            "personById":{"firstName":"Anna","lastName":"Nowak"}
            """,
            Sent(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_person_known_by_a_fingerprint_is_named_by_PESEL_besides()
    {
        Accept("POST /permissions/persons/grants");

        await GrantPersonAsync(
            "Fingerprint",
            Fingerprint,
            PersonSubject.ByFingerprint("Anna", "Nowak", new TypedIdentifier("Pesel", Pesel))
        );

        Assert.Contains("personByFpWithId", Sent(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_without_NIP_and_PESEL_is_named_by_a_document()
    {
        Accept("POST /permissions/persons/grants");

        await GrantPersonAsync(
            "Fingerprint",
            Fingerprint,
            PersonSubject.ByFingerprint(
                "Anna",
                "Nowak",
                new DateOnly(1992, 9, 21),
                new IdDocument("Passport", "X1234567", "DE")
            )
        );

        Assert.Contains(
            """
            "birthDate":"1992-09-21","idDocument":{"type":"Passport","number":"X1234567","country":"DE"}
            """,
            Sent(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("AllPartners", null, """{"type":"AllPartners"}""")]
    [InlineData("Nip", "5265877635", """{"type":"Nip","value":"5265877635"}""")]
    public async Task An_indirect_grant_names_its_target(string type, string? value, string expected)
    {
        Accept("POST /permissions/indirect/grants");

        await _api.GrantIndirectAsync(
            Access,
            new GrantIndirectRequest(
                new TypedIdentifier("Pesel", Pesel),
                new TypedIdentifier(type, value),
                ["InvoiceRead"],
                "Obsługa księgowa",
                PersonSubject.ByIdentifier("Anna", "Nowak")
            ),
            default
        );

        Assert.Contains($"\"targetIdentifier\":{expected}", Sent(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revocation_names_the_permission_in_its_path()
    {
        Accept($"DELETE /permissions/common/grants/{Id}");

        var started = await _api.RevokeGrantAsync(Access, Id, default);

        Assert.Equal(Reference, started.ReferenceNumber);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(420)]
    public async Task An_operation_says_how_it_goes(int code)
    {
        _ksef.On(
            $"GET /permissions/operations/{Reference}",
            200,
            $$$"""{"status":{"code":{{{code}}},"description":"x"}}"""
        );

        var operation = await _api.GetPermissionOperationAsync(Access, Reference, default);

        Assert.Equal(code, operation.Status.Code);
    }

    [Fact]
    public async Task Received_grants_come_with_who_granted_them()
    {
        _ksef.On(
            "POST /permissions/query/entities/grants",
            200,
            $$"""
            {"permissions":[{"id":"{{Id}}","contextIdentifier":{"type":"Nip","value":"5265877635"},
             "permissionScope":"InvoiceWrite","description":"Obsługa","startDate":"2026-01-01T00:00:00Z",
             "canDelegate":true}],"hasMore":true}
            """
        );

        var page = await _api.QueryEntityGrantsAsync(Access, new EntityGrantsQuery(), 3, default);

        Assert.True(page.HasMore);
        var grant = Assert.Single(page.Permissions);
        Assert.True(grant.CanDelegate);
        Assert.Equal(new TypedIdentifier("Nip", "5265877635"), grant.ContextIdentifier);
        Assert.Equal("?pageOffset=3&pageSize=100", Assert.Single(_ksef.Requests).Query);
        Assert.Equal("{}", Sent());
    }

    [Fact]
    public async Task A_persons_grant_comes_with_author_target_and_state()
    {
        _ksef.On(
            "POST /permissions/query/persons/grants",
            200,
            $$"""
            {"permissions":[{"id":"{{Id}}","authorizedIdentifier":{"type":"Pesel","value":"{{Pesel}}"},
             "targetIdentifier":{"type":"AllPartners"},"authorIdentifier":{"type":"System"},
             "permissionScope":"InvoiceRead","description":"Obsługa",
             "subjectPersonDetails":{"subjectDetailsType":"PersonByIdentifier","firstName":"Anna","lastName":"Nowak"},
             "permissionState":"Inactive","startDate":"2026-01-01T00:00:00Z","canDelegate":false}],"hasMore":false}
            """
        );

        var page = await _api.QueryPersonGrantsAsync(
            Access,
            new PersonGrantsQuery { QueryType = PersonGrantsQuery.InCurrentContext, PermissionState = "Inactive" },
            0,
            default
        );

        var grant = Assert.Single(page.Permissions);
        Assert.Equal(new TypedIdentifier("AllPartners", null), grant.TargetIdentifier);
        Assert.Equal(new TypedIdentifier("System", null), grant.AuthorIdentifier);
        Assert.Equal(new GrantedPerson("Anna", "Nowak"), grant.SubjectPersonDetails);
        Assert.Equal("Inactive", grant.PermissionState);
        Assert.Equal("""{"queryType":"PermissionsInCurrentContext","permissionState":"Inactive"}""", Sent());
    }

    [Fact]
    public async Task Authorizations_say_who_may_invoice_in_whose_name()
    {
        _ksef.On(
            "POST /permissions/query/authorizations/grants",
            200,
            $$"""
            {"authorizationGrants":[{"id":"{{Id}}","authorizedEntityIdentifier":{"type":"PeppolId","value":"PPL123456"},
             "authorizingEntityIdentifier":{"type":"Nip","value":"5265877635"},"authorizationScope":"PefInvoicing",
             "description":"Obsługa","startDate":"2026-01-01T00:00:00Z"}],"hasMore":false}
            """
        );

        var page = await _api.QueryAuthorizationGrantsAsync(
            Access,
            new AuthorizationGrantsQuery { QueryType = AuthorizationGrantsQuery.Received },
            0,
            default
        );

        Assert.Equal("PefInvoicing", Assert.Single(page.AuthorizationGrants).AuthorizationScope);
    }

    [Fact]
    public async Task A_grant_whose_answer_is_lost_is_not_sent_again()
    {
        _ksef.On("POST /permissions/entities/grants", 500);
        using var api = new KsefApi(_ksef.Environment, new KsefApiOptions { MaxRetries = 3 }, _ksef.Handler);
        _ksef.Handler.ThrowOnViolation = false;

        await Assert.ThrowsAsync<KsefApiException>(() =>
            api.GrantEntityAsync(
                Access,
                new GrantEntityRequest(
                    new TypedIdentifier("Nip", "5265877635"),
                    [new EntityRight("InvoiceRead", true)],
                    "Obsługa księgowa",
                    new EntityDetails("Biuro Rachunkowe")
                ),
                default
            )
        );

        Assert.Single(_ksef.Requests);
    }

    private void Accept(string endpoint) => _ksef.On(endpoint, 202, $$"""{"referenceNumber":"{{Reference}}"}""");

    private Task<PermissionOperationStarted> GrantPersonAsync(string type, string value, PersonSubject person) =>
        _api.GrantPersonAsync(
            Access,
            new GrantPersonRequest(new TypedIdentifier(type, value), ["CredentialsRead"], "Obsługa księgowa", person),
            default
        );

    private string Sent() => Encoding.UTF8.GetString(Assert.Single(_ksef.Requests).Body);
}
