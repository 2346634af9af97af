using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>From accepted to effective.</summary>
public sealed class PermissionOperationsTests : PermissionTest
{
    private static readonly object ToAnna = PermissionBodies.Persons("Pesel", Anna.Value, "InvoiceRead");

    [Fact]
    public async Task A_reference_number_is_that_of_a_permission_operation()
    {
        var accepted = await GrantAsync(await SignedAccessAsync(), "persons", ToAnna);

        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Matches(
            "^20261122-EG-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$",
            accepted.Json.GetProperty("referenceNumber").GetString()
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_is_polled_as_often_as_the_setting_says_and_works_only_then(int polls)
    {
        Host.Main.Settings.PermissionDelay = TimeSpan.Zero;
        Host.Main.Settings.PermissionPolls = polls;
        var access = await SignedAccessAsync();
        var accepted = await GrantAsync(access, "persons", ToAnna);

        for (var poll = 0; poll < polls; poll++)
        {
            Assert.Empty(World.RightsOf(Anna, Client));
            Assert.Equal(100, Code(await PollAsync(access, accepted)));
        }

        Assert.Equal(200, Code(await PollAsync(access, accepted)));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task A_delay_holds_the_grant_back_however_often_it_is_polled()
    {
        Host.Main.Settings.PermissionDelay = TimeSpan.FromMinutes(5);
        var access = await SignedAccessAsync();
        var accepted = await GrantAsync(access, "persons", ToAnna);

        for (var poll = 0; poll < 4; poll++)
            Assert.Equal(100, Code(await PollAsync(access, accepted)));
        Host.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Empty(World.RightsOf(Anna, Client));
        Assert.Empty(await ListAsync(access, "persons/grants", new { queryType = "PermissionsInCurrentContext" }));
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
        Assert.Equal(200, Code(await PollAsync(access, accepted)));
        Assert.Equal(Start.AddMinutes(5), World.Grants.Single().StartDate);
    }

    [Fact]
    public async Task Until_it_is_over_the_person_cannot_sign_in()
    {
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);
        var access = await SignedAccessAsync();
        var accepted = await GrantAsync(access, "persons", ToAnna);
        var early = Verdict(await XadesStatusAsync(certificate)).Code;

        await EndAsync(access, accepted);

        Assert.Equal((415, 200), (early, Verdict(await XadesStatusAsync(certificate)).Code));
    }

    [Fact]
    public async Task One_that_waits_for_polls_and_whose_number_was_lost_ends_by_itself()
    {
        Host.Main.Settings.PermissionDelay = TimeSpan.Zero;
        Host.Main.Settings.PermissionPolls = 1;
        await GrantAsync(await SignedAccessAsync(), "persons", ToAnna);

        Host.Clock.Advance(Host.Main.Settings.PermissionSettlesUnpolled - TimeSpan.FromSeconds(1));
        Assert.Empty(World.RightsOf(Anna, Client));
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(420)]
    [InlineData(430)]
    [InlineData(440)]
    [InlineData(450)]
    [InlineData(500)]
    [InlineData(550)]
    public async Task Any_end_may_be_planted_and_then_nothing_was_granted(int code)
    {
        await PlantOutcomeAsync(new { code });
        var access = await SignedAccessAsync();

        var planted = await GrantToEndAsync(access, "persons", ToAnna);
        var left = World.RightsOf(Anna, Client);
        var next = await GrantToEndAsync(access, "persons", ToAnna);

        Assert.Equal((code, 200), (planted, next));
        Assert.Empty(left);
    }

    [Fact]
    public async Task A_planted_end_says_what_it_was_told_and_550_what_the_contract_says()
    {
        await PlantOutcomeAsync(new { code = 400, details = new[] { "Bo tak." } });
        await PlantOutcomeAsync(new { code = 550 });
        var access = await SignedAccessAsync();

        var first = await GrantAsync(access, "persons", ToAnna);
        var second = await GrantAsync(access, "persons", ToAnna);
        await EndAsync(access, first);
        await EndAsync(access, second);

        Assert.Equal("Bo tak.", await DetailAsync(access, first));
        Assert.StartsWith(
            "Przetwarzanie zostało przerwane",
            await DetailAsync(access, second),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_may_fail_in_its_words_and_be_carried_out_all_the_same()
    {
        await PlantOutcomeAsync(new { code = 500, afterWork = true });

        var code = await GrantToEndAsync(await SignedAccessAsync(), "persons", ToAnna);

        Assert.Equal(500, code);
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task A_planted_end_lasts_for_as_many_operations_as_were_meant()
    {
        await PlantOutcomeAsync(new { code = 500, count = 2 });
        var access = await SignedAccessAsync();
        var codes = new List<int>();

        for (var times = 0; times < 3; times++)
            codes.Add(await GrantToEndAsync(access, "persons", ToAnna));

        Assert.Equal([500, 500, 200], codes);
    }

    [Theory]
    [InlineData(""" { "code": 99 } """)]
    [InlineData(""" { "code": 500, "count": 0 } """)]
    public async Task A_plan_that_makes_no_sense_is_refused(string plan)
    {
        var answer = await PlantOutcomeAsync(System.Text.Json.JsonDocument.Parse(plan).RootElement);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task The_status_is_kept_for_30_days_and_then_gone()
    {
        var accepted = await GrantAsync(await SignedAccessAsync(), "persons", ToAnna);

        Host.Clock.Advance(TimeSpan.FromDays(30));
        var kept = await PollAsync(await SignedAccessAsync(), accepted);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var gone = await PollAsync(await SignedAccessAsync(), accepted);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Gone), (kept.Status, gone.Status));
    }

    [Fact]
    public async Task Any_session_of_the_context_sees_it_and_no_other_context_does()
    {
        GiveOffice(Permission.InvoiceRead);
        var accepted = await GrantAsync(await SignedAccessAsync(), "persons", ToAnna);

        var office = await PollAsync(await SignedAccessAsync(Client, OfficeSubject), accepted);
        var stranger = await PollAsync(await SignedAccessAsync(OtherClient), accepted);

        Assert.Equal((HttpStatusCode.OK, 21405), (office.Status, stranger.Code));
    }

    [Fact]
    public async Task Emptying_the_environment_forgets_what_was_under_way_and_planted()
    {
        await GrantAsync(await SignedAccessAsync(), "persons", ToAnna);
        await PlantOutcomeAsync(new { code = 500 });

        Host.Main.Reset();
        Host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(World.Grants);
        Assert.Equal(200, await GrantToEndAsync(await SignedAccessAsync(), "persons", ToAnna));
    }

    private async Task<string?> DetailAsync(string access, Answer accepted) =>
        (await PollAsync(access, accepted)).Json.GetProperty("status").GetProperty("details")[0].GetString();

    private Task<Answer> PlantOutcomeAsync(object plan) =>
        Http.ControlAsync(Host, HttpMethod.Post, "/permission-outcomes", plan);
}
