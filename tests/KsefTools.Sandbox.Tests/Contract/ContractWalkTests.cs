using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.Tests.Support;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Sandbox.Tests.Contract;

/// <summary>
/// Every operation that the sandbox serves, walked through the contract: its success, and the errors that any operation
/// of its kind has, in both error formats. <see cref="SandboxTest"/> holds each answer against the contract.
/// </summary>
public sealed class ContractWalkTests : CertificateTest
{
    private static readonly bool[] BothFormats = [false, true];
    private static readonly string[] BothPermissions = ["InvoiceRead", "InvoiceWrite"];

    private static readonly string[] AllGroups =
    [
        "onlineSession",
        "batchSession",
        "invoiceSend",
        "invoiceStatus",
        "sessionList",
        "sessionInvoiceList",
        "sessionMisc",
        "invoiceMetadata",
        "invoiceExport",
        "invoiceExportStatus",
        "invoiceDownload",
        "collectiveIdentifier",
        "other",
    ];

    private static readonly object SomeLimit = new
    {
        perSecond = 5,
        perMinute = 20,
        perHour = 100,
    };
    private static readonly object SomeSession = new
    {
        maxInvoiceSizeInMB = 2,
        maxInvoiceWithAttachmentSizeInMB = 3,
        maxInvoices = 100,
    };

    public static TheoryData<string> Served => [.. OperationTable.All.Select(o => $"{o.Method} {o.Path}")];

    public static TheoryData<string, bool> ServedInBothFormats => InBothFormats(_ => true);

    public static TheoryData<string, bool> WithBearerInBothFormats =>
        InBothFormats(o => o.Bearer is not BearerKind.None);

    public static TheoryData<string, bool> WithBodyInBothFormats =>
        InBothFormats(o =>
            ContractDocument.Instance.Operations.Any(c => Named(c, $"{o.Method} {o.Path}") && c.TakesBody)
        );

    [Theory]
    [MemberData(nameof(Served))]
    public async Task It_succeeds_as_documented(string name)
    {
        var answer = await SucceedAsync(name);
        Assert.InRange((int)answer.Status, 200, 299);
    }

    /// <summary>The Ministry's own client writes names as .NET does.</summary>
    [Theory]
    [MemberData(nameof(Served))]
    public async Task It_succeeds_with_names_in_any_case(string name)
    {
        foreach (var policy in (Func<string, string>[])[Pascal, text => text.ToUpperInvariant()])
        {
            Names = new JsonSerializerOptions { PropertyNamingPolicy = new NamesBy(policy) };
            World.Clear();
            Assert.InRange((int)(await SucceedAsync(name)).Status, 200, 299);
        }

        static string Pascal(string text) => char.ToUpperInvariant(text[0]) + text[1..];
    }

    [Theory]
    [MemberData(nameof(WithBearerInBothFormats))]
    public async Task Without_a_bearer_it_is_401_in_either_format(string name, bool problemDetails)
    {
        var operation = Find(name);
        foreach (var bearer in (string?[])[null, "no.such.token"])
        {
            var answer = await CallAsync(operation, bearer, problemDetails);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("application/problem+json", answer.ContentType);
        }
    }

    [Theory]
    [MemberData(nameof(WithBodyInBothFormats))]
    public async Task A_body_that_makes_no_sense_is_400_in_the_format_asked_for(string name, bool problemDetails)
    {
        var operation = Find(name);
        var answer = await CallAsync(
            operation,
            await BearerForAsync(operation),
            problemDetails,
            body: new[] { "nonsense" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(problemDetails ? "application/problem+json" : "application/json", answer.ContentType);
    }

    [Theory]
    [MemberData(nameof(ServedInBothFormats))]
    public async Task Past_its_limits_it_is_429_in_the_format_asked_for(string name, bool problemDetails)
    {
        var operation = Find(name);
        var bearer = await BearerForAsync(operation);
        Host.Main.Settings.Limits = LimitScope.PerEndpoint;
        // The clock stands still, so that all calls are made in one second. No limit of the contract is higher.
        for (var calls = 0; calls <= 60; calls++)
        {
            var answer = await CallAsync(operation, bearer, problemDetails);
            if (answer.Status is not HttpStatusCode.TooManyRequests)
                continue;
            Assert.True(answer.RetryAfter > 0);
            return;
        }

        Assert.Fail($"{name} was called 61 times within a second and never refused.");
    }

    private async Task<Answer> SucceedAsync(string name)
    {
        var token = AddToken(Permission.InvoiceRead, Permission.CredentialsManage);
        switch (name)
        {
            case "POST /auth/ksef-token":
                return await StartSignInAsync(token.Secret);
            case "POST /auth/xades-signature":
                return await StartXadesAsync(new TestSignature(SharedSeal));
            case "GET /auth/{referenceNumber}":
                var started = (await StartSignInAsync(token.Secret)).Json;
                return await GetAsync(
                    $"/auth/{started.GetProperty("referenceNumber").GetString()}",
                    started.GetProperty("authenticationToken").GetProperty("token").GetString()
                );
            case "POST /auth/token/redeem":
                var begun = (await StartSignInAsync(token.Secret)).Json;
                return await PostAsync(
                    name[5..],
                    begun.GetProperty("authenticationToken").GetProperty("token").GetString()
                );
            case "GET /tokens/{referenceNumber}":
                return await GetAsync($"/tokens/{token.ReferenceNumber}", (await SignInAsync(token)).Access);
            case "DELETE /tokens/{referenceNumber}":
                return await SendAsync(
                    HttpMethod.Delete,
                    $"/tokens/{token.ReferenceNumber}",
                    (await SignInAsync(token)).Access
                );
            case "DELETE /auth/sessions/{referenceNumber}":
                var session = await SignInAsync(token);
                return await SendAsync(HttpMethod.Delete, $"/auth/sessions/{session.Reference}", session.Access);
            case "POST /certificates/enrollments":
                var signed = await XadesSignInAsync(SharedSeal);
                return await EnrollAsync(signed.Access, EnrollmentRequests.For(SharedSeal));
            case "GET /certificates/enrollments/{referenceNumber}":
                var applied = await XadesSignInAsync(SharedSeal);
                var enrollment = await EnrollAsync(applied.Access, EnrollmentRequests.For(SharedSeal));
                return await GetAsync(
                    $"/certificates/enrollments/{enrollment.Json.GetProperty("referenceNumber").GetString()}",
                    applied.Access
                );
            case "GET /certificates/enrollments/data":
                return await GetAsync("/certificates/enrollments/data", (await XadesSignInAsync(SharedSeal)).Access);
            case "POST /certificates/{certificateSerialNumber}/revoke":
                var revoking = await XadesSignInAsync(SharedSeal);
                return await PostAsync(
                    $"/certificates/{await IssueAsync(revoking.Access, SharedSeal)}/revoke",
                    revoking.Access,
                    new { revocationReason = "Superseded" }
                );
            case "PUT /testdata/certificates/{serialNumber}":
                var ending = await XadesSignInAsync(SharedSeal);
                return await SendAsync(
                    HttpMethod.Put,
                    $"/testdata/certificates/{await IssueAsync(ending.Access, SharedSeal)}",
                    ending.Access,
                    new { validTo = Start }
                );
            case "GET /permissions/operations/{referenceNumber}":
                var grantor = await SignInAsync(token);
                var accepted = await PostAsync(
                    "/permissions/entities/grants",
                    grantor.Access,
                    PermissionBodies.Of("POST /permissions/entities/grants")
                );
                return await GetAsync(
                    $"/permissions/operations/{accepted.Json.GetProperty("referenceNumber").GetString()}",
                    grantor.Access
                );
            default:
                var operation = Find(name);
                return await CallAsync(
                    operation,
                    await BearerForAsync(operation),
                    problemDetails: false,
                    GoodBody(name)
                );
        }
    }

    /// <summary>The body of a call that succeeds; null where there is none.</summary>
    private static object? GoodBody(string name) =>
        name switch
        {
            "POST /tokens" => new { permissions = BothPermissions, description = "Biuro rachunkowe" },
            "POST /permissions/query/personal/grants" or "POST /certificates/query" => new { },
            "POST /certificates/retrieve" => new { certificateSerialNumbers = new[] { "0123456789ABCDEF" } },
            "POST /testdata/rate-limits" => new { rateLimits = AllGroups.ToDictionary(g => g, _ => SomeLimit) },
            "POST /testdata/limits/context/session" => new { onlineSession = SomeSession, batchSession = SomeSession },
            "POST /testdata/limits/subject/certificate" => new
            {
                subjectIdentifierType = "Nip",
                enrollment = new { maxEnrollments = 5 },
                certificate = new { maxCertificates = 5 },
            },
            "POST /testdata/permissions" => new
            {
                contextIdentifier = Identifier(Client),
                authorizedIdentifier = new { type = "Pesel", value = "44051401359" },
                permissions = new[] { new { description = "Odczyt", permissionType = "InvoiceRead" } },
            },
            "POST /testdata/permissions/revoke" => new
            {
                contextIdentifier = Identifier(Client),
                authorizedIdentifier = new { type = "Pesel", value = "44051401359" },
            },
            "POST /testdata/subject" => new
            {
                subjectNip = Client.Value,
                subjectType = "VatGroup",
                description = "Grupa VAT",
            },
            "POST /testdata/subject/remove" => new { subjectNip = Client.Value },
            "POST /testdata/person" => new
            {
                nip = Client.Value,
                pesel = "44051401359",
                isBailiff = false,
                description = "Osoba",
            },
            "POST /testdata/person/remove" or "POST /testdata/attachment" or "POST /testdata/attachment/revoke" => new
            {
                nip = Client.Value,
            },
            "POST /testdata/context/block" or "POST /testdata/context/unblock" => new
            {
                contextIdentifier = Identifier(Client),
            },
            _ => PermissionBodies.Of(name),
        };

    private async Task<string?> BearerForAsync(Operation operation)
    {
        if (operation.Bearer is BearerKind.None)
            return null;
        if (operation is { Path: "/permissions/eu-entities/grants" })
            return await OpenEuAdministratorAsync();
        if (operation is { Method: "POST", Path: "/tokens" or "/certificates/{certificateSerialNumber}/revoke" })
            return await OpenSignedSessionAsync();
        var session = await SignInAsync(
            AddToken(Permission.InvoiceRead, Permission.CredentialsManage, Permission.SubunitManage)
        );
        return operation.Bearer.HasFlag(BearerKind.Access) ? session.Access
            : operation.Bearer.HasFlag(BearerKind.Refresh) ? session.Refresh
            : session.Authentication;
    }

    /// <summary>An access token in the context of an entity of the Union.</summary>
    private async Task<string> OpenEuAdministratorAsync()
    {
        var context = new ContextIdentifier(ContextIdentifierType.NipVatUe, $"{Client.Value}-DE123456789");
        var administrator = new SubjectIdentifier(SubjectIdentifierType.Fingerprint, new string('A', 64));
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Kind = GrantKind.EuAdministrator,
                Context = context,
                GrantedIn = Client,
                Authorized = administrator,
                Permission = Permission.VatUeManage,
                StartDate = Start,
            }
        );
        return await SignedAccessAsync(context, administrator);
    }

    /// <summary>
    /// An access token of the owner's session, signed in as with a signature: only such a session makes tokens.
    /// </summary>
    private async Task<string?> OpenSignedSessionAsync()
    {
        using var response = await Http.PostAsJsonAsync(
            new Uri(Host.Root, "_sandbox/sessions"),
            new { context = Identifier(Client) }
        );
        return (await Answer.ReadAsync(response)).Json.GetProperty("accessToken").GetString();
    }

    private Task<Answer> CallAsync(Operation operation, string? bearer, bool problemDetails, object? body = null) =>
        SendAsync(
            new HttpMethod(operation.Method),
            operation
                .Path.Replace("{referenceNumber}", "20261122-EC-0000000000-0000000000-00", StringComparison.Ordinal)
                .Replace("{certificateSerialNumber}", "0123456789ABCDEF", StringComparison.Ordinal)
                .Replace("{permissionId}", "0c9a7a4e-4d29-4c5c-9b0f-2f5a3a9f8a10", StringComparison.Ordinal)
                .Replace("{serialNumber}", "0123456789ABCDEF", StringComparison.Ordinal),
            bearer,
            body,
            headers: problemDetails ? [("X-Error-Format", "problem-details")] : []
        );

    private sealed class NamesBy(Func<string, string> policy) : JsonNamingPolicy
    {
        public override string ConvertName(string name) => policy(name);
    }

    private static TheoryData<string, bool> InBothFormats(Func<Operation, bool> which)
    {
        var data = new TheoryData<string, bool>();
        foreach (var operation in OperationTable.All.Where(which))
        foreach (var format in BothFormats)
            data.Add($"{operation.Method} {operation.Path}", format);
        return data;
    }

    private static Operation Find(string name) =>
        OperationTable.All.Single(o => string.Equals($"{o.Method} {o.Path}", name, StringComparison.Ordinal));

    private static bool Named(ContractOperation operation, string name) =>
        string.Equals(operation.ToString(), name, StringComparison.Ordinal);
}
