using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Grants at a KSeF whose every answer is chosen: what a sandbox does only by chance, or by a fault.</summary>
public sealed class GrantRunTests : IAsyncLifetime
{
    private const string Grants = "POST /permissions/entities/grants";
    private const string Indirect = "POST /permissions/indirect/grants";
    private const string Operation = $"GET /permissions/operations/{ScriptedSession.Reference}";

    private ScriptedSession _ksef = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ksef = await ScriptedSession.StartAsync();

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public async Task What_is_there_is_not_asked_for_again()
    {
        _ksef.Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite");

        var result = await RunAsync();

        Assert.Equal(PermissionChangeOutcome.AlreadyGranted, result.Outcome);
        Assert.Equal(0, _ksef.Count(Grants));
    }

    [Fact]
    public async Task Only_what_is_missing_is_asked_for()
    {
        _ksef.Listed(canDelegate: true, "InvoiceRead").Accept(Grants).Status(200);

        var result = await RunAsync();

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        Assert.Equal(ScriptedSession.Reference, result.ReferenceNumber);
        Assert.Contains(
            "\"permissions\":[{\"type\":\"InvoiceWrite\",\"canDelegate\":true}]",
            Sent(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("1111111111", null, null, 1)]
    [InlineData(ScriptedSession.Office, "1111111111", null, 1)]
    [InlineData(ScriptedSession.Office, null, "1111111111", 1)]
    [InlineData(ScriptedSession.Office, null, TestMaterial.Nip, 0)]
    public async Task What_KSeF_lists_of_somebody_else_or_elsewhere_is_not_taken_for_the_subjects_here(
        string nip,
        string? target,
        string? context,
        int sent
    )
    {
        _ksef
            .ListedOf(new(nip, Target: target, Context: context), canDelegate: true, "InvoiceRead", "InvoiceWrite")
            .Accept(Grants)
            .Status(200);

        await RunAsync();

        Assert.Equal(sent, _ksef.Count(Grants));
    }

    [Theory]
    [InlineData("1111111111", 0)]
    [InlineData("7762811692", 1)]
    public async Task An_indirect_grant_for_another_client_is_not_taken_for_this_ones(string listed, int sent)
    {
        _ksef
            .ListedOf(new(TestMaterial.Pesel, "Pesel", listed), canDelegate: false, "InvoiceRead")
            .Accept(Indirect)
            .Status(200);

        await RunIndirectAsync();

        Assert.Equal(sent, _ksef.Count(Indirect));
    }

    [Theory]
    [InlineData("Active", false)]
    [InlineData("Inactive", true)]
    public async Task What_is_there_without_effect_is_not_granted_again_but_said(string state, bool isInactive)
    {
        _ksef.ListedOf(new(TestMaterial.Pesel, "Pesel", "1111111111", State: state), canDelegate: false, "InvoiceRead");

        var result = await RunIndirectAsync();

        Assert.Equal((PermissionChangeOutcome.AlreadyGranted, isInactive), (result.Outcome, result.IsInactive));
    }

    [Fact]
    public async Task What_is_handed_on_stands_in_another_list_than_what_the_context_gives()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Accept(Indirect).Status(200);

        await RunAsync();
        await RunIndirectAsync();

        Assert.Equal(
            ["PermissionsInCurrentContext", "PermissionsGrantedInCurrentContext"],
            _ksef
                .Ksef.Requests.Where(request => request.Endpoint is "POST /permissions/query/persons/grants")
                .Select(request => JsonNode.Parse(request.Body)!["queryType"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_grant_that_may_not_be_handed_on_is_not_enough_where_it_must()
    {
        _ksef
            .Listed(canDelegate: false, "InvoiceRead", "InvoiceWrite")
            .Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite")
            .Accept(Grants)
            .Status(200);

        Assert.Equal(PermissionChangeOutcome.Granted, (await RunAsync()).Outcome);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(450)]
    public async Task One_that_cannot_be_handed_on_is_not_passed_off_as_one_that_can(int code)
    {
        _ksef.Listed(canDelegate: false, "InvoiceRead", "InvoiceWrite").Accept(Grants).Status(code);

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal(PermissionFailure.NotDelegable, error.Failure);
    }

    [Fact]
    public async Task What_is_sent_is_told_before_and_its_number_before_the_wait()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(200);
        var steps = new List<string>();

        await Run()
            .RunAsync(
                reference: null,
                new TellingLog(step => steps.Add($"{step} after {_ksef.Ksef.Requests.Count}")),
                Cancel
            );

        Assert.Equal(["sending after 1", $"{ScriptedSession.Reference} after 2"], steps);
    }

    [Fact]
    public async Task An_operation_is_waited_for_with_growing_pauses()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(100).Status(100).Status(100).Status(200);

        Assert.Equal(PermissionChangeOutcome.Granted, (await RunAsync()).Outcome);
        Assert.Superset(
            new HashSet<TimeSpan> { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.25) },
            _ksef.Clock.Pauses.ToHashSet()
        );
    }

    [Fact]
    public async Task An_operation_that_does_not_end_is_left_with_its_number()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(100);

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal(PermissionFailure.StillInProgress, error.Failure);
        Assert.Equal(ScriptedSession.Reference, error.ReferenceNumber);
    }

    [Fact]
    public async Task A_later_run_goes_on_with_the_number_and_grants_nothing_twice()
    {
        _ksef.Status(200).Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite");

        var result = await Run().RunAsync(ScriptedSession.Reference, log: null, Cancel);

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        Assert.Equal(0, _ksef.Count(Grants));
    }

    [Fact]
    public async Task A_later_run_grants_again_where_the_earlier_operation_failed()
    {
        _ksef.Status(550).Status(200).Listed(canDelegate: true).Accept(Grants);

        var result = await Run().RunAsync(ScriptedSession.Reference, log: null, Cancel);

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        Assert.Equal(1, _ksef.Count(Grants));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_later_run_looks_what_is_there_where_KSeF_no_longer_knows_the_number(int status)
    {
        _ksef.Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite");
        _ksef.Ksef.Handler.ThrowOnViolation = false;
        _ksef.Ksef.On(Operation, status, $$"""{"title":"x","status":{{status}},"errors":[{"code":21405}]}""");

        var result = await Run().RunAsync(ScriptedSession.Reference, log: null, Cancel);

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        Assert.Equal(0, _ksef.Count(Grants));
    }

    [Fact]
    public async Task What_an_operation_that_failed_says_under_a_code_that_nobody_knows_is_passed_on()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(499);

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal($"Opis (499, {ScriptedSession.Reference})", error.Message);
    }

    [Theory]
    [InlineData(400, PermissionFailure.Failed)]
    [InlineData(410, PermissionFailure.IdentifiersInconsistent)]
    [InlineData(420, PermissionFailure.CallerLacksRights)]
    [InlineData(430, PermissionFailure.ContextRole)]
    [InlineData(440, PermissionFailure.RelationForbidden)]
    [InlineData(450, PermissionFailure.IdentifierForbidden)]
    [InlineData(500, PermissionFailure.SystemFailure)]
    [InlineData(550, PermissionFailure.Cancelled)]
    [InlineData(499, PermissionFailure.Other)]
    public async Task Every_end_without_effect_has_a_meaning_and_keeps_what_KSeF_wrote(
        int code,
        PermissionFailure expected
    )
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(code, "Powód.");

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal(expected, error.Failure);
        Assert.Contains("Powód.", error.Message, StringComparison.Ordinal);
        Assert.Contains(code.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_end_without_effect_has_a_sentence_of_its_own_in_both_languages()
    {
        int[] codes = [100, 400, 410, 420, 430, 440, 450, 500, 550];
        var sentences = new HashSet<string>(StringComparer.Ordinal);
        foreach (var culture in (string[])["en", "pl"])
        {
            CultureInfo.CurrentUICulture = new CultureInfo(culture);
            foreach (var code in codes)
                sentences.Add(PermissionSentences.Error(new() { Code = code }, "R").Message);
        }

        Assert.Equal(2 * codes.Length, sentences.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(440)]
    [InlineData(450)]
    public async Task A_refusal_of_what_somebody_else_has_granted_meanwhile_is_no_failure(int code)
    {
        _ksef
            .Listed(canDelegate: true)
            .Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite")
            .Accept(Grants)
            .Status(code);

        Assert.Equal(PermissionChangeOutcome.AlreadyGranted, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task A_refusal_without_a_reason_is_a_failure_where_the_list_shows_nothing()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(400);

        Assert.Equal(PermissionFailure.Failed, (await Assert.ThrowsAsync<PermissionException>(RunAsync)).Failure);
    }

    [Fact]
    public async Task A_refusal_that_speaks_of_a_duplicate_is_believed_though_the_list_does_not_show_it()
    {
        _ksef.Listed(canDelegate: true).Accept(Grants).Status(400, "Nie nadano.", "Uprawnienie już istnieje.");

        Assert.Equal(PermissionChangeOutcome.AlreadyGranted, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task After_a_lost_answer_it_looks_before_it_sends_again()
    {
        _ksef.Listed(canDelegate: true).Listed(canDelegate: true, "InvoiceRead", "InvoiceWrite");
        _ksef.Ksef.On(Grants, 500);
        _ksef.Ksef.Handler.ThrowOnViolation = false;

        var result = await RunAsync();

        Assert.Equal(PermissionChangeOutcome.Granted, result.Outcome);
        Assert.Equal(1, _ksef.Count(Grants));
    }

    [Fact]
    public async Task A_call_that_never_arrived_is_sent_once_more()
    {
        _ksef.Listed(canDelegate: true).Status(200);
        _ksef.Ksef.On(Grants, 500);
        _ksef.Accept(Grants);
        _ksef.Ksef.Handler.ThrowOnViolation = false;

        Assert.Equal(PermissionChangeOutcome.Granted, (await RunAsync()).Outcome);
        Assert.Equal(2, _ksef.Count(Grants));
    }

    [Fact]
    public async Task A_network_that_loses_every_call_is_asked_twice_in_one_run()
    {
        _ksef.Listed(canDelegate: true).Status(200);
        _ksef.Ksef.On(Grants, 500).On(Grants, 500);
        _ksef.Accept(Grants);
        _ksef.Ksef.Handler.ThrowOnViolation = false;

        await Assert.ThrowsAsync<KsefApiException>(RunAsync);

        Assert.Equal(2, _ksef.Count(Grants));
    }

    [Theory]
    [InlineData("auth-method-not-allowed", "null", PermissionFailure.MethodNotAllowed)]
    [InlineData("missing-permissions", "null", PermissionFailure.CallerLacksRights)]
    [InlineData("missing-permissions", """["InvoiceRead"]""", PermissionFailure.CallerLacksRights)]
    [InlineData("forbidden", """["InvoiceRead"]""", PermissionFailure.CallerLacksRights)]
    public async Task A_session_that_may_not_grant_is_told_so_with_the_way_out(
        string reason,
        string present,
        PermissionFailure expected
    )
    {
        _ksef.Listed(canDelegate: true);
        _ksef.Ksef.Handler.ThrowOnViolation = false;
        _ksef.Ksef.On(
            Grants,
            403,
            $$"""
            {"title":"Forbidden","status":403,"detail":"Brak.","reasonCode":"{{reason}}",
             "security":{"presentPermissions":{{present}},"requiredAnyOfPermissions":["CredentialsManage"],
             "authenticationMethodCategory":"Token"},"traceId":"1"}
            """
        );

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal(expected, error.Failure);
        Assert.True(error.IsAboutSession);
        Assert.Contains("CredentialsManage", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _ksef.Count(Grants));
    }

    private GrantRun Run() =>
        new(
            _ksef.Session,
            GrantOrder.ForEntity(
                Nip.Parse(ScriptedSession.Office),
                "Biuro Rachunkowe",
                ["InvoiceRead", "InvoiceWrite"],
                canDelegate: true
            ),
            _ksef.Options,
            _ksef.Clock
        );

    private Task<GrantResult> RunAsync() => Run().RunAsync(reference: null, log: null, Cancel);

    private Task<GrantResult> RunIndirectAsync()
    {
        var order = GrantOrder.Indirect(
            new(new("Pesel", TestMaterial.Pesel), PersonSubject.ByIdentifier("Anna", "Nowak")),
            ["InvoiceRead"],
            ContextIdentifier.Of(Nip.Parse("1111111111"))
        );
        return new GrantRun(_ksef.Session, order, _ksef.Options, _ksef.Clock).RunAsync(null, log: null, Cancel);
    }

    private string Sent() =>
        Encoding.UTF8.GetString(_ksef.Ksef.Requests.Single(request => request.Endpoint is Grants).Body);
}
