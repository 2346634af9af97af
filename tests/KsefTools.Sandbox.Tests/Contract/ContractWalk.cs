using System.Net;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Sandbox.Tests.Contract;

/// <summary>
/// Every operation that the sandbox serves, walked through the contract: its success, and the errors that any operation
/// of its kind has, in both error formats. <see cref="SandboxTest"/> holds each answer against the contract.
/// </summary>
public sealed class ContractWalk : SandboxTest
{
    private static readonly bool[] BothFormats = [false, true];

    public static TheoryData<string> Served => [.. OperationTable.All.Select(o => $"{o.Method} {o.Path}")];

    public static TheoryData<string, bool> WithBearerInBothFormats =>
        InBothFormats(o => o.Bearer is not BearerKind.None);

    public static TheoryData<string, bool> WithBodyInBothFormats =>
        InBothFormats(o =>
            ContractDocument.TryLoad(out _)?.Operations.Any(c => Named(c, $"{o.Method} {o.Path}") && c.TakesBody)
            ?? true
        );

    [Theory]
    [MemberData(nameof(Served))]
    public async Task It_succeeds_as_documented(string name)
    {
        ContractDocument.LoadOrSkip();
        var answer = await SucceedAsync(name);
        Assert.InRange((int)answer.Status, 200, 299);
    }

    [Theory]
    [MemberData(nameof(WithBearerInBothFormats))]
    public async Task Without_a_bearer_it_is_401_in_either_format(string name, bool problemDetails)
    {
        ContractDocument.LoadOrSkip();
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
        ContractDocument.LoadOrSkip();
        var answer = await CallAsync(
            operation,
            await BearerForAsync(operation),
            problemDetails,
            body: new[] { "nonsense" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(problemDetails ? "application/problem+json" : "application/json", answer.ContentType);
    }

    private async Task<Answer> SucceedAsync(string name)
    {
        var token = AddToken(Permission.InvoiceRead, Permission.CredentialsManage);
        switch (name)
        {
            case "POST /auth/ksef-token":
                return await StartSignInAsync(token.Secret);
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
            "POST /permissions/query/personal/grants" => new { },
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
            _ => null,
        };

    private async Task<string?> BearerForAsync(Operation operation)
    {
        if (operation.Bearer is BearerKind.None)
            return null;
        var session = await SignInAsync(AddToken(Permission.InvoiceRead, Permission.CredentialsManage));
        return operation.Bearer.HasFlag(BearerKind.Access) ? session.Access
            : operation.Bearer.HasFlag(BearerKind.Refresh) ? session.Refresh
            : session.Authentication;
    }

    private Task<Answer> CallAsync(Operation operation, string? bearer, bool problemDetails, object? body = null) =>
        SendAsync(
            new HttpMethod(operation.Method),
            operation.Path.Replace(
                "{referenceNumber}",
                "20261122-EC-0000000000-0000000000-00",
                StringComparison.Ordinal
            ),
            bearer,
            body,
            headers: problemDetails ? [("X-Error-Format", "problem-details")] : []
        );

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
