using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.TestData;

public sealed class TestDataTests : SandboxTest
{
    private static readonly SubjectIdentifier Employee = SubjectIdentifier.Pesel("15062788702");

    [Fact]
    public async Task A_subject_exists_once_and_takes_its_subunits_with_it()
    {
        var request = new
        {
            subjectNip = Client.Value,
            subjectType = "VatGroup",
            description = "Grupa VAT",
            subunits = new[] { new { subjectNip = "7762811692", description = "Członek" } },
        };
        await PostAsync("/testdata/subject", body: request);
        var again = await PostAsync("/testdata/subject", body: request);
        var both = World.Subjects.Count();
        await PostAsync("/testdata/subject/remove", body: new { subjectNip = Client.Value });

        Assert.Equal((30001, 2, 0), (again.Code, both, World.Subjects.Count()));
    }

    [Fact]
    public async Task A_person_owns_the_context_of_its_NIP_by_PESEL_until_removed()
    {
        var person = new
        {
            nip = Client.Value,
            pesel = Employee.Value,
            isBailiff = false,
            description = "Przedsiębiorca",
        };
        await PostAsync("/testdata/person", body: person);
        var again = await PostAsync("/testdata/person", body: person);
        var owner = World.IsOwner(Employee, Client);
        await PostAsync("/testdata/person/remove", body: new { nip = Client.Value });

        Assert.Equal((30001, true, false), (again.Code, owner, World.IsOwner(Employee, Client)));
    }

    [Fact]
    public async Task A_granted_permission_is_a_personal_grant_until_it_is_revoked()
    {
        await GrantAsync(Client, Employee, "InvoiceRead", "CredentialsRead");
        var access = await SignedAccessAsync(subject: Employee);

        var granted = await ScopesAsync(access);
        await PostAsync("/testdata/permissions/revoke", body: Parties(Client, Employee));

        Assert.Equal(["CredentialsRead", "InvoiceRead"], granted.Order(StringComparer.Ordinal));
        Assert.Empty(await ScopesAsync(access));
    }

    [Fact]
    public async Task A_company_receives_rights_to_invoices_as_companies_do()
    {
        var office = SubjectIdentifier.Nip("7762811692");
        await GrantAsync(Client, office, "InvoiceRead", "CredentialsRead");
        var access = await SignedAccessAsync(ContextIdentifier.Nip(office.Value));

        var received = (await PostAsync("/permissions/query/entities/grants", access, new { })).Json;

        var only = Assert.Single(received.GetProperty("permissions").EnumerateArray());
        Assert.Equal("InvoiceRead", only.GetProperty("permissionScope").GetString());
        Assert.False(only.GetProperty("canDelegate").GetBoolean());
    }

    [Fact]
    public async Task Own_grants_are_filtered_by_permission_and_state()
    {
        await GrantAsync(Client, Employee, "InvoiceRead", "CredentialsRead");
        var access = await SignedAccessAsync(subject: Employee);

        Assert.Equal(["InvoiceRead"], await ScopesAsync(access, new { permissionTypes = new[] { "InvoiceRead" } }));
        Assert.Empty(await ScopesAsync(access, new { permissionState = "Inactive" }));
        Assert.Equal(
            21405,
            (
                await PostAsync(
                    "/permissions/query/personal/grants",
                    access,
                    new { permissionTypes = new[] { "Everything" } }
                )
            ).Code
        );
    }

    [Fact]
    public async Task An_owner_sees_what_others_gave_the_company()
    {
        var grantor = ContextIdentifier.Nip("7762811692");
        await GrantAsync(grantor, SubjectIdentifier.Nip(Client.Value), "InvoiceWrite", "CredentialsRead");

        var answer = await PostAsync(
            "/permissions/query/personal/grants",
            await SignedAccessAsync(),
            new { contextIdentifier = Identifier(grantor) }
        );

        var only = Assert.Single(answer.Json.GetProperty("permissions").EnumerateArray());
        Assert.Equal(grantor.Value, only.GetProperty("contextIdentifier").GetProperty("value").GetString());
        Assert.Equal("InvoiceWrite", only.GetProperty("permissionScope").GetString());
    }

    [Fact]
    public async Task Limits_of_a_context_change_and_come_back()
    {
        var access = await SignedAccessAsync();
        var limits = new
        {
            maxInvoiceSizeInMB = 2,
            maxInvoiceWithAttachmentSizeInMB = 4,
            maxInvoices = 100,
        };
        await PostAsync(
            "/testdata/limits/context/session",
            access,
            new { onlineSession = limits, batchSession = limits }
        );
        var changed = await MaxInvoicesAsync(access);
        await SendAsync(HttpMethod.Delete, "/testdata/limits/context/session", access);

        Assert.Equal((100, 10_000), (changed, await MaxInvoicesAsync(access)));
    }

    [Fact]
    public async Task Limits_of_a_subject_are_those_of_its_kind_until_changed()
    {
        var company = await SignedAccessAsync();
        var person = await SignedAccessAsync(subject: Employee);
        await PostAsync(
            "/testdata/limits/subject/certificate",
            person,
            new { subjectIdentifierType = "Pesel", enrollment = new { maxEnrollments = 3 } }
        );

        Assert.Equal((300, 3), (await MaxEnrollmentsAsync(company), await MaxEnrollmentsAsync(person)));
    }

    [Fact]
    public async Task Attachments_are_allowed_and_forbidden()
    {
        await PostAsync("/testdata/attachment", body: new { nip = Client.Value });
        var allowed = await AttachmentsAsync();
        await PostAsync("/testdata/attachment/revoke", body: new { nip = Client.Value });

        Assert.Equal((true, null), allowed);
        Assert.Equal((false, Start), await AttachmentsAsync());
    }

    [Fact]
    public async Task A_consent_to_attachments_that_ends_on_a_day_lasts_until_that_day()
    {
        await PostAsync("/testdata/attachment", body: new { nip = Client.Value });
        await PostAsync(
            "/testdata/attachment/revoke",
            body: new { nip = Client.Value, expectedEndDate = "2026-12-01" }
        );
        var end = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

        var announced = await AttachmentsAsync();
        Host.Clock.MoveTo(end.AddSeconds(-1));
        var last = await AttachmentsAsync();
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(((true, end), (true, end)), (announced, last));
        Assert.Equal((false, end), await AttachmentsAsync());
    }

    [Fact]
    public async Task A_consent_that_nobody_gave_has_no_end()
    {
        await PostAsync("/testdata/attachment/revoke", body: new { nip = Client.Value });

        Assert.Equal((false, null), await AttachmentsAsync());
    }

    /// <summary>Names in another case were once taken for none, and 200 was the answer all the same.</summary>
    [Fact]
    public async Task Limits_of_a_subject_change_whatever_the_case_of_their_names()
    {
        var access = await SignedAccessAsync();
        Names = new System.Text.Json.JsonSerializerOptions();

        await PostAsync(
            "/testdata/limits/subject/certificate",
            access,
            new { SubjectIdentifierType = "Nip", Enrollment = new { MaxEnrollments = 7 } }
        );

        Assert.Equal(7, await MaxEnrollmentsAsync(access));
    }

    private async Task<(bool Allowed, DateTimeOffset? Until)> AttachmentsAsync()
    {
        var status = (await GetAsync("/permissions/attachments/status", await SignedAccessAsync())).Json;
        return (
            status.GetProperty("isAttachmentAllowed").GetBoolean(),
            status.TryGetProperty("revokedDate", out var end) ? end.GetDateTimeOffset() : null
        );
    }

    private Task<Answer> GrantAsync(ContextIdentifier context, SubjectIdentifier to, params string[] permissions) =>
        PostAsync(
            "/testdata/permissions",
            body: new
            {
                contextIdentifier = Identifier(context),
                authorizedIdentifier = new { type = to.Type.ToString(), value = to.Value },
                permissions = permissions.Select(p => new { description = "Opis testowy", permissionType = p }),
            }
        );

    private static object Parties(ContextIdentifier context, SubjectIdentifier authorized) =>
        new
        {
            contextIdentifier = Identifier(context),
            authorizedIdentifier = new { type = authorized.Type.ToString(), value = authorized.Value },
        };

    private async Task<List<string?>> ScopesAsync(string access, object? filter = null) =>
        [
            .. (await PostAsync("/permissions/query/personal/grants", access, filter ?? new { }))
                .Json.GetProperty("permissions")
                .EnumerateArray()
                .Select(p => p.GetProperty("permissionScope").GetString()),
        ];

    private async Task<int> MaxInvoicesAsync(string access) =>
        (await GetAsync("/limits/context", access))
            .Json.GetProperty("onlineSession")
            .GetProperty("maxInvoices")
            .GetInt32();

    private async Task<int> MaxEnrollmentsAsync(string access) =>
        (await GetAsync("/limits/subject", access))
            .Json.GetProperty("enrollment")
            .GetProperty("maxEnrollments")
            .GetInt32();
}
