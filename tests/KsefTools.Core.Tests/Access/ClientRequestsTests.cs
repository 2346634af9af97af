using System.Text;
using KsefTools.Core.Access;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Practice;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using static KsefTools.Core.Tests.Api.ScriptedServer;

namespace KsefTools.Core.Tests.Access;

/// <summary>Any request of the contract in a client's session: who signs in, and how pages become one answer.</summary>
public sealed class ClientRequestsTests : ConversionTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_answered_in_the_clients_session()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var answer = await SendAsync(client, Get("/limits/context"));

        Assert.Equal((200, client.Secret.Name, 1), (answer.Status, answer.SecretName, answer.Pages));
        Assert.True(answer.Json!.Value.TryGetProperty("onlineSession", out _));
    }

    [Fact]
    public async Task The_next_credential_serves_where_the_first_is_refused()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        var second = Bench.AddToken(client, Permission.InvoiceRead);

        var answer = await SendAsync(client, Get("/limits/context"));

        Assert.Equal(second.Secret.Name, answer.SecretName);
    }

    [Fact]
    public async Task A_refusal_of_KSeFs_is_the_requests()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            SendAsync(client, Get("/tokens/20261127-EC-0000000000-0000000000-00"))
        );

        Assert.Equal("GET /tokens/{referenceNumber}", error.Endpoint);
    }

    [Fact]
    public async Task All_pages_of_a_list_are_one_answer()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsRead);
        var home = ContextIdentifier.Nip(client.Nip);
        for (var number = 0; number < 24; number++)
            Bench.World.CreateToken(home, SubjectIdentifier.Nip(client.Nip), [Permission.InvoiceRead]);

        var first = await SendAsync(client, Get("/tokens?pageSize=10"));
        var whole = await SendAsync(client, Get("/tokens?pageSize=10", all: true));

        Assert.Equal((10, true), (Count(first), first.HasMore));
        Assert.Equal((25, 3, false), (Count(whole), whole.Pages, whole.HasMore));
    }

    [Fact]
    public async Task Pages_that_are_counted_are_followed_by_number()
    {
        await using var ksef = await StartAsync(
            Answer(200, """{"peppolProviders":[{"id":"1"}],"hasMore":true}"""),
            Answer(200, """{"peppolProviders":[{"id":"2"}],"hasMore":true}"""),
            Answer(200, """{"peppolProviders":[{"id":"3"}],"hasMore":false,"more":"kept"}""")
        );

        var answer = await SendAsync(ksef, Get("/peppol/query", all: true));

        Assert.Equal(
            ["", "&pageOffset=1", "&pageOffset=2"],
            ksef.Requests.Select(request =>
                request.Replace("GET /v2/peppol/query?pageSize=100", "", StringComparison.Ordinal)
            )
        );
        Assert.Equal((3, 3), (Count(answer, "peppolProviders"), answer.Pages));
        Assert.Equal("kept", answer.Json!.Value.GetProperty("more").GetString());
    }

    [Fact]
    public async Task A_list_without_an_end_is_an_error()
    {
        await using var ksef = await StartAsync(Answer(200, """{"peppolProviders":[{"id":"1"}],"hasMore":true}"""));

        var error = await Assert.ThrowsAsync<KsefApiException>(() => SendAsync(ksef, Get("/peppol/query", all: true)));

        Assert.Equal((ApiErrorKind.BadAnswer, 2), (error.Kind, ksef.Requests.Count));
    }

    [Theory]
    [InlineData("<html>", false)]
    [InlineData("[]", true)]
    [InlineData("{}", true)]
    [InlineData("""{"peppolProviders":{}}""", true)]
    public async Task An_answer_that_the_contract_does_not_know_is_an_error(string body, bool all)
    {
        await using var ksef = await StartAsync(Answer(200, body));

        var error = await Assert.ThrowsAsync<KsefApiException>(() => SendAsync(ksef, Get("/peppol/query", all: all)));

        Assert.Equal(ApiErrorKind.BadAnswer, error.Kind);
    }

    [Fact]
    public async Task A_change_is_not_sent_again_when_its_answer_is_lost()
    {
        await using var ksef = await StartAsync(Reset);

        await Assert.ThrowsAsync<KsefApiException>(() =>
            SendAsync(ksef, ContractRequest.Of("POST", "/testdata/attachment", [], "{}", allPages: false))
        );

        Assert.Single(ksef.Requests);
    }

    [Fact]
    public void Text_of_an_answer_is_no_terminal_sequence_and_no_token()
    {
        var token = $"20260115-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|{new string('a', 64)}";

        Assert.Equal(" [31mred", ClientAnswer.Shown("\e[31mred"));
        Assert.DoesNotContain("aaaa", ClientAnswer.Shown($"see {token}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_answers_never_share_a_file()
    {
        using var folder = new TemporaryFolder();
        var (one, other) = (("1111111111", Get("/limits/context")), ("5261040828", Get("/limits/context")));
        Assert.Throws<ContractException>(() => AnswerFiles.For(folder.PathOf("a.json"), [one, other]));
        Assert.Throws<ContractException>(() => AnswerFiles.For(folder.Path, [one, one]));
        var file = AnswerFiles.For(folder.Path, [one, other]).Take("1111111111", one.Item2, overwrite: false);
        Assert.Equal(folder.PathOf("1111111111.json"), file.Path);
    }

    [Fact]
    public void A_file_is_its_owners_alone_and_is_not_replaced_unasked()
    {
        using var folder = new TemporaryFolder();
        var request = ContractRequest.Of("GET", "/invoices/ksef/5265877635-20250826-0100001AF629-AF", [], null, false);
        var answer = new ClientAnswer { Status = 200, Body = Encoding.UTF8.GetBytes("<Faktura/>") };
        var files = AnswerFiles.For(folder.Path, [("1111111111", request)]);
        var path = files.Take("1111111111", request, overwrite: false).Write(answer)!;

        Assert.Equal("1111111111-5265877635-20250826-0100001AF629-AF.xml", Path.GetFileName(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Throws<IOException>(() => files.Take("1111111111", request, overwrite: false));
        Assert.NotNull(files.Take("1111111111", request, overwrite: true).Write(answer));
    }

    private static ContractRequest Get(string path, bool all = false) =>
        ContractRequest.Of("GET", path, [], body: null, all);

    private static int Count(ClientAnswer answer, string list = "tokens") =>
        answer.Json!.Value.GetProperty(list).EnumerateArray().Count();

    private async Task<ClientAnswer> SendAsync(ConversionClient client, ContractRequest request)
    {
        using var process = Bench.Start();
        using var requests = new ClientRequests(process.Vault, process.Sessions);
        return await requests.SendAsync(Bench.ProfileOf(client).ToCredentialsInUse(Bench.Office), request, Cancel);
    }

    private async Task<ClientAnswer> SendAsync(ScriptedServer ksef, ContractRequest request)
    {
        using var process = Bench.Start();
        using var sessions = new KsefSessions(SessionCache.InMemory(Clock), new KsefApiOptions { MaxRetries = 3 });
        using var requests = new ClientRequests(process.Vault, sessions);
        var credential = new KsefCredential
        {
            Nip = "1111111111",
            Name = "Klient",
            Environment = ksef.Environment.Name,
            Kind = CredentialKind.Token,
            Vault = "KsefVault",
            Path = "",
            OfficePath = Bench.Office.Path,
        };
        return await requests.SendAsync([credential], request, Cancel);
    }
}
