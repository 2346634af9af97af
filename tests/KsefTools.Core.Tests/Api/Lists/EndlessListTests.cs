using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Audit;
using KsefTools.Core.Tests.Permissions;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Api.Lists;

/// <summary>A KSeF that gives the same page of a list for ever holds nobody, whatever the list.</summary>
public sealed class EndlessListTests
{
    private const string Own = """
        {"id":"7e1fe4b8-2c1f-4b1e-9c0e-0123456789ab","contextIdentifier":{"type":"Nip","value":"5265877635"},
         "authorizedIdentifier":{"type":"Nip","value":"5265877635"},"permissionScope":"InvoiceRead",
         "description":"Obsługa","permissionState":"Active","startDate":"2026-01-01T00:00:00Z","canDelegate":false}
        """;

    private const string Received = """
        {"id":"7e1fe4b8-2c1f-4b1e-9c0e-0123456789ab","contextIdentifier":{"type":"Nip","value":"5265877635"},
         "permissionScope":"InvoiceRead","description":"Obsługa","startDate":"2026-01-01T00:00:00Z",
         "canDelegate":false}
        """;

    private const string Person = """
        {"id":"7e1fe4b8-2c1f-4b1e-9c0e-0123456789ab","authorizedIdentifier":{"type":"Nip","value":"5265877635"},
         "authorIdentifier":{"type":"Nip","value":"5265877635"},"permissionScope":"InvoiceRead",
         "description":"Obsługa","permissionState":"Active","startDate":"2026-01-01T00:00:00Z","canDelegate":false}
        """;

    private const string Tokens = """
        {"continuationToken":"always","tokens":[{"referenceNumber":"20261122-EC-3A58E7B000-4E92EA4CF5-7C",
         "authorIdentifier":{"type":"Nip","value":"5265877635"},
         "contextIdentifier":{"type":"Nip","value":"5265877635"},"description":"Program",
         "requestedPermissions":["InvoiceRead"],"dateCreated":"2026-01-01T00:00:00Z","status":"Active"}]}
        """;

    private const string Sessions = """
        {"continuationToken":"always","items":[{"startDate":"2026-01-01T00:00:00Z","authenticationMethod":"Token",
         "authenticationMethodInfo":{"category":"Token","code":"token","displayName":"Token"},
         "status":{"code":200,"description":"OK"},"isTokenRedeemed":true,
         "referenceNumber":"20261122-AU-3A58E7B000-4E92EA4CF5-7C","isCurrent":false}]}
        """;

    private const string Certificates = """
        {"hasMore":true,"certificates":[{"certificateSerialNumber":"0123456789ABCDEF","name":"biuro",
         "type":"Authentication","commonName":"Biuro","status":"Active",
         "subjectIdentifier":{"type":"Nip","value":"5265877635"},"validFrom":"2026-01-01T00:00:00Z",
         "validTo":"2028-01-01T00:00:00Z","requestDate":"2026-01-01T00:00:00Z"}]}
        """;

    private static readonly Dictionary<string, Func<KsefSession, Task>> Readers = new(StringComparer.Ordinal)
    {
        ["GET /tokens"] = session => TokenList.ReadAsync(session, new TokenQuery(), Cancel),
        ["GET /auth/sessions"] = session => OpenSessions.CloseOfTokensAsync(session, Cancel),
        ["POST /certificates/query"] = session => new CertificateRegister(session).ListAsync(Cancel),
        ["POST /permissions/query/personal/grants"] = session => new GrantReader(session).ReadOwnAsync(Cancel),
        ["POST /permissions/query/entities/grants"] = session => new GrantReader(session).ReadReceivedAsync(Cancel),
        ["POST /permissions/query/persons/grants"] = session =>
            new GrantReader(session).ReadInContextAsync(null, Cancel),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /tokens", Tokens)]
    [InlineData("GET /auth/sessions", Sessions)]
    [InlineData("POST /certificates/query", Certificates)]
    [InlineData("POST /permissions/query/personal/grants", $$"""{"permissions":[{{Own}}],"hasMore":true}""")]
    [InlineData("POST /permissions/query/entities/grants", $$"""{"permissions":[{{Received}}],"hasMore":true}""")]
    [InlineData("POST /permissions/query/persons/grants", $$"""{"permissions":[{{Person}}],"hasMore":true}""")]
    public async Task The_same_page_again_and_again_is_an_answer_outside_the_contract(string endpoint, string page)
    {
        await using var scripted = await ScriptedSession.StartAsync();
        scripted.Ksef.On(endpoint, 200, page);

        var failure = await Assert.ThrowsAsync<KsefApiException>(() => Readers[endpoint](scripted.Session));

        Assert.Equal((ApiErrorKind.BadAnswer, endpoint), (failure.Kind, failure.Endpoint));
        Assert.InRange(scripted.Count(endpoint), 2, 3);
    }

    [Fact]
    public async Task A_client_whose_tokens_never_end_costs_the_others_nothing()
    {
        await using var office = await AuditHarness.StartAsync();
        var clients = new List<KsefCredential>();
        for (var client = 0; client < 3; client++)
            clients.Add((await office.AddClientWithTokenAsync()).Client);
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens", Status: 200, Body: Tokens, Count: 2));

        var results = await office.RunAsync(new() { Policy = office.Policy, ThrottleLimit = 1 }, [.. clients]);

        Assert.Equal(3, results.Count);
        Assert.Equal(2, results.Count(result => result.Status is CredentialStatus.Healthy));
    }
}
