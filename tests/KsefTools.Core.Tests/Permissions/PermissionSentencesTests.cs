using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>What a refusal says and keeps, and what is sent for which subject.</summary>
public sealed class PermissionSentencesTests : IAsyncLifetime
{
    private const string Entities = "POST /permissions/entities/grants";
    private const string Persons = "POST /permissions/persons/grants";
    private const string Operation = $"GET /permissions/operations/{ScriptedSession.Reference}";

    private static readonly GrantRecipient Anna = new(
        new("Pesel", TestMaterial.Pesel),
        PersonSubject.ByIdentifier("Anna", "Nowak")
    );

    private ScriptedSession _ksef = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static GrantOrder ToOffice =>
        GrantOrder.ForEntity(Nip.Parse(ScriptedSession.Office), "Biuro", ["InvoiceRead"], canDelegate: true);

    public async ValueTask InitializeAsync() => _ksef = await ScriptedSession.StartAsync();

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public void A_session_that_lacks_the_right_is_told_what_it_has()
    {
        Assert.Contains(
            "(CredentialsManage). Use a credential",
            PermissionSentences.MissingPermission(present: null).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "(CredentialsManage). It has none at all. Use",
            PermissionSentences.MissingPermission([]).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "It has InvoiceRead, InvoiceWrite. Use",
            PermissionSentences.MissingPermission(["InvoiceRead", "InvoiceWrite"]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_end_of_which_KSeF_says_nothing_is_told_with_its_code_and_number()
    {
        var error = PermissionSentences.Error(new() { Code = 499 }, "R");

        Assert.Equal("KSeF refused. (499, R)", error.Message);
        Assert.Equal((499, "R"), (error.Status, error.ReferenceNumber));
        Assert.Empty(error.Details);
    }

    [Fact]
    public void One_that_is_under_way_is_told_with_its_number_alone()
    {
        var error = PermissionSentences.Error(new() { Code = 100, Details = ["Trwa."] }, "R");

        Assert.EndsWith("run the same command later. (R)", error.Message, StringComparison.Ordinal);
        Assert.Equal("R", error.ReferenceNumber);
    }

    [Fact]
    public async Task An_operation_that_KSeF_has_forgotten_is_told_with_its_number()
    {
        _ksef.Ksef.Handler.ThrowOnViolation = false;
        _ksef.Ksef.On(Operation, 410, """{"title":"x","status":410}""");

        var error = await Assert.ThrowsAsync<PermissionException>(() =>
            new PermissionOperation(_ksef.Session, _ksef.Options, _ksef.Clock).WaitAsync(
                ScriptedSession.Reference,
                Cancel
            )
        );

        Assert.Equal(PermissionFailure.Forgotten, error.Failure);
        Assert.Equal(ScriptedSession.Reference, error.ReferenceNumber);
        Assert.Null(error.Status);
    }

    [Fact]
    public async Task What_cannot_be_handed_on_is_named_with_the_operation_that_did_not_help()
    {
        _ksef.Listed(canDelegate: false, "InvoiceRead").Accept(Entities).Status(200);

        var error = await Assert.ThrowsAsync<PermissionException>(() => RunAsync(ToOffice));

        Assert.Equal(
            (PermissionFailure.NotDelegable, ScriptedSession.Reference),
            (error.Failure, error.ReferenceNumber)
        );
        Assert.StartsWith("InvoiceRead was granted before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_goes_well_takes_a_look_a_call_and_a_question()
    {
        _ksef.Listed(canDelegate: true).Accept(Entities).Status(200);

        await RunAsync(ToOffice);

        Assert.Equal(3, _ksef.Ksef.Requests.Count);
    }

    [Fact]
    public async Task What_KSeF_refuses_to_begin_is_asked_for_once()
    {
        _ksef.Listed(canDelegate: true);
        _ksef.Ksef.Refuse(Entities, 21405);

        await Assert.ThrowsAsync<KsefApiException>(() => RunAsync(ToOffice));

        Assert.Equal(1, _ksef.Count(Entities));
        Assert.Equal(2, _ksef.Ksef.Requests.Count);
    }

    [Fact]
    public async Task A_person_is_let_in_by_its_own_call_with_number_and_name()
    {
        _ksef.Listed(canDelegate: false).Accept(Persons).Status(200);

        var result = await RunAsync(GrantOrder.ForPerson(Anna, ["CredentialsRead", "credentialsread"]));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        var sent = Encoding.UTF8.GetString(_ksef.Ksef.Requests.Single(request => request.Endpoint is Persons).Body);
        Assert.Contains($"\"value\":\"{TestMaterial.Pesel}\"", sent, StringComparison.Ordinal);
        Assert.Contains("\"permissions\":[\"CredentialsRead\"]", sent, StringComparison.Ordinal);
        Assert.Contains("\"firstName\":\"Anna\",\"lastName\":\"Nowak\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_clients_let_the_office_do_is_found_by_client()
    {
        EntityGrant[] all = [Grant("1", "1111111111"), Grant("2", "7762811692"), Grant("3", "1111111111")];

        var grants = new OfficeGrants(all);

        Assert.Equal(["1", "3"], grants.Of("1111111111").Select(grant => grant.Id));
        Assert.Empty(grants.Of("5260001246"));
        Assert.Equal(all, grants.All);
    }

    [Fact]
    public void One_grant_that_names_no_client_hides_no_other()
    {
        EntityGrant[] all = [Grant("1", "1111111111") with { ContextIdentifier = null! }, Grant("2", "7762811692")];

        var grants = new OfficeGrants(all);

        Assert.Equal("2", Assert.Single(grants.Of("7762811692")).Id);
        Assert.Equal("2", Assert.Single(grants.All).Id);
    }

    private static EntityGrant Grant(string id, string client) =>
        new()
        {
            Id = id,
            ContextIdentifier = new("Nip", client),
            PermissionScope = "InvoiceRead",
        };

    private Task<GrantResult> RunAsync(GrantOrder order) =>
        new GrantRun(_ksef.Session, order, _ksef.Options, _ksef.Clock).RunAsync(reference: null, log: null, Cancel);
}
