using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using KsefTools.Core.Notices;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Notices;

/// <summary>What reaches a webhook and a mail server, and what never leaves.</summary>
public sealed class NoticeSenderTests
{
    private const string Password = "cafecafecafe";

    private static readonly SecretAddress Secret = new("Vault", "smtp-password");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plain_shape_has_the_run_and_what_changed_as_data()
    {
        var body = await PostedAsync(NoticeShape.Plain, NoticeOf(2));

        Assert.Equal(1, (int)body["version"]!);
        Assert.Equal("2026-11-27T0200Z", (string?)body["run"]!["runId"]);
        Assert.Equal(
            [("New", "TokenRevoked", "5260001246"), ("New", "TokenRevoked", "5260001246")],
            body["changes"]!
                .AsArray()
                .Select(change => ((string?)change!["change"], (string?)change["code"], (string?)change["nip"]))
        );
    }

    [Theory]
    [InlineData(NoticeShape.Plain)]
    [InlineData(NoticeShape.Slack)]
    [InlineData(NoticeShape.Teams)]
    public async Task No_shape_tells_where_folders_are_or_what_secrets_are_called(NoticeShape shape)
    {
        var text = (await PostedAsync(shape, NoticeOf(1))).ToJsonString();

        Assert.DoesNotContain("/srv/office", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ksef-prod", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_gets_blocks_of_plain_text_within_its_limits()
    {
        var body = await PostedAsync(NoticeShape.Slack, NoticeOf(500, name: new string('ż', 300)));

        Assert.InRange(((string?)body["blocks"]![0]!["text"]!["text"])!.Length, 1, 150);
        Assert.InRange(((string?)body["blocks"]![1]!["text"]!["text"])!.Length, 1, 3000);
        Assert.All(body["blocks"]!.AsArray(), block => Assert.Equal("plain_text", (string?)block!["text"]!["type"]));
    }

    [Fact]
    public async Task Names_are_no_markup_in_what_Slack_shows_as_a_notification()
    {
        var notice = NoticeOf(1) with { Summary = SummaryOf("<!channel> & co") };

        var body = await PostedAsync(NoticeShape.Slack, notice);

        Assert.Contains("&lt;!channel&gt; &amp; co", (string?)body["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_gets_a_card_whose_texts_know_no_Markdown()
    {
        var body = await PostedAsync(NoticeShape.Teams, NoticeOf(500, name: "[here](https://evil.example)"));

        var attachment = body["attachments"]![0]!;
        Assert.Equal("message", (string?)body["type"]);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)attachment["contentType"]);
        Assert.Equal("AdaptiveCard", (string?)attachment["content"]!["type"]);
        Assert.All(
            attachment["content"]!["body"]!.AsArray(),
            block =>
            {
                Assert.Equal("RichTextBlock", (string?)block!["type"]);
                Assert.Equal("TextRun", (string?)block["inlines"]![0]!["type"]);
            }
        );
        Assert.InRange(body.ToJsonString().Length, 1, 28 * 1024);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T/B/x", NoticeShape.Slack)]
    [InlineData("https://prod-1.westeurope.logic.azure.com/workflows/x", NoticeShape.Teams)]
    [InlineData("https://default1.environment.api.powerplatform.com/x", NoticeShape.Teams)]
    [InlineData("https://sigma.webhook.office.com/x", NoticeShape.Teams)]
    [InlineData("https://hooks.slack.com.evil.example/", NoticeShape.Plain)]
    public void An_address_says_by_its_server_what_it_takes(string address, NoticeShape shape) =>
        Assert.Equal(shape, PostTarget.ShapeOf(new Uri(address)));

    [Theory]
    [InlineData("https://sigma.example/hook", true)]
    [InlineData("http://127.0.0.1:5000/hook", true)]
    [InlineData("http://localhost/hook", true)]
    [InlineData("http://sigma.example/hook", false)]
    [InlineData("http://127.0.0.1.sigma.example/hook", false)]
    [InlineData("ftp://127.0.0.1/hook", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Only_https_and_this_computer_are_posted_to(string address, bool isSafe) =>
        Assert.Equal(isSafe, PostTarget.IsSafe(new Uri(address)));

    [Fact]
    public async Task A_proxy_never_sees_what_is_posted_to_this_computer()
    {
        await using var listener = await WebhookListener.StartAsync();
        await using var proxy = await WebhookListener.StartAsync();
        var sender = new NoticeSender(new InMemoryVault(), TimeSpan.FromSeconds(30))
        {
            MachinesProxy = new WebProxy(proxy.Address),
        };

        await sender.SendAsync(new PostTarget(listener.Address, null, null), NoticeOf(1), Cancellation);

        Assert.Empty(proxy.Posts);
        Assert.Single(listener.Posts);
    }

    [Fact]
    public async Task An_address_that_the_vault_keeps_is_posted_to_and_held_to_the_same_rule()
    {
        await using var listener = await WebhookListener.StartAsync();
        var vault = await VaultAsync($" {listener.Address}\n");
        await SenderOf(vault).SendAsync(new PostTarget(null, Secret, null), NoticeOf(1), Cancellation);
        Assert.Single(listener.Posts);

        var unsafely = SenderOf(await VaultAsync("http://sigma.example/cafecafecafe"));
        var exception = await Assert.ThrowsAsync<NoticeException>(() =>
            unsafely.SendAsync(new PostTarget(null, Secret, null), NoticeOf(1), Cancellation)
        );
        Assert.DoesNotContain("cafe", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    public async Task Anything_but_success_is_a_failure_and_a_redirection_is_not_followed(HttpStatusCode status)
    {
        await using var other = await WebhookListener.StartAsync();
        await using var listener = await WebhookListener.StartAsync();
        (listener.Status, listener.Location) = (status, other.Address.ToString());

        var exception = await Assert.ThrowsAsync<NoticeException>(() =>
            SenderOf(new InMemoryVault())
                .SendAsync(new PostTarget(listener.Address, null, null), NoticeOf(1), Cancellation)
        );

        Assert.Contains($"{(int)status}", exception.Message, StringComparison.Ordinal);
        Assert.Empty(other.Posts);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_no_longer_than_the_limit()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var sender = new NoticeSender(new InMemoryVault(), TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<NoticeException>(() =>
            sender.SendAsync(
                new PostTarget(new Uri($"http://{silent.LocalEndpoint}/"), null, null),
                NoticeOf(1),
                Cancellation
            )
        );
    }

    [Fact]
    public async Task Mail_reaches_everybody_with_the_counts_and_what_changed()
    {
        await using var server = new MailServer(IPAddress.Loopback, asksForUser: true) { Password = Password };
        var target = MailTo(server, "127.0.0.1") with { To = ["a@sigma.example", "Ęwa <b@sigma.example>"] };

        await SenderOf(await VaultAsync(Password))
            .SendAsync(target, NoticeOf(2, name: "Zażółć\r\nBcc: evil@evil.example"), Cancellation);

        var message = Assert.Single(server.Messages);
        Assert.Equal(["a@sigma.example", "b@sigma.example"], message.To.Mailboxes.Select(one => one.Address));
        Assert.Contains("Zażółć", message.TextBody, StringComparison.Ordinal);
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(Password, message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_s_name_makes_no_header()
    {
        await using var server = new MailServer(IPAddress.Loopback);
        var notice = NoticeOf(1) with { Summary = SummaryOf("Biuro\r\nBcc: evil@evil.example") };

        await SenderOf(new InMemoryVault())
            .SendAsync(MailTo(server, "localhost") with { User = null, Password = null }, notice, Cancellation);

        var message = Assert.Single(server.Messages);
        Assert.Empty(message.Bcc);
        Assert.Contains("Biuro", message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_refused_is_told_without_it()
    {
        await using var server = new MailServer(IPAddress.Loopback, asksForUser: true) { Password = "another" };

        var exception = await Assert.ThrowsAsync<NoticeException>(async () =>
            await SenderOf(await VaultAsync(Password)).SendAsync(MailTo(server, "127.0.0.1"), NoticeOf(1), Cancellation)
        );

        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task To_another_computer_nothing_is_sent_without_TLS()
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address =>
                address.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)
            );
        Assert.SkipWhen(own is null, "This machine has no address but that of loopback.");
        await using var server = new MailServer(own!, asksForUser: true) { Password = Password };

        await Assert.ThrowsAsync<NoticeException>(async () =>
            await SenderOf(await VaultAsync(Password)).SendAsync(MailTo(server, $"{own}"), NoticeOf(1), Cancellation)
        );

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_secret_that_the_vault_lacks_is_named()
    {
        await using var server = new MailServer(IPAddress.Loopback);

        var exception = await Assert.ThrowsAsync<NoticeException>(() =>
            SenderOf(new InMemoryVault()).SendAsync(MailTo(server, "127.0.0.1"), NoticeOf(1), Cancellation)
        );

        Assert.Contains(Secret.Name, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> PostedAsync(NoticeShape shape, Notice notice)
    {
        await using var listener = await WebhookListener.StartAsync();
        await SenderOf(new InMemoryVault())
            .SendAsync(new PostTarget(listener.Address, null, shape), notice, Cancellation);
        var (type, body) = Assert.Single(listener.Posts);
        Assert.Equal("application/json; charset=utf-8", type);
        return JsonNode.Parse(body)!;
    }

    private static NoticeSender SenderOf(ISecretVault vault) => new(vault, TimeSpan.FromSeconds(30));

    private static async Task<InMemoryVault> VaultAsync(string secret)
    {
        var vault = new InMemoryVault();
        await vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [Secret] = new(secret) }, Cancellation);
        return vault;
    }

    private static MailTarget MailTo(MailServer server, string name) =>
        new(["partner@sigma.example"], "ksef@sigma.example", name, server.Port, "ksef", Secret);

    private static Notice NoticeOf(int changes, string name = "Client") =>
        new(
            SummaryOf("Biuro"),
            [
                .. Enumerable
                    .Range(0, changes)
                    .Select(_ => new KsefAuditChange
                    {
                        Change = AuditChange.New,
                        Area = AuditArea.Credential,
                        Nip = "5260001246",
                        Name = name,
                        Code = nameof(FindingCode.TokenRevoked),
                        After = FindingSeverity.Critical,
                        Message = "The token was revoked.",
                        Who = AuditActor.Office,
                        SecretName = "ksef-prod-5260001246-token",
                        ReferenceRun = "2026-11-26T0200Z",
                        DifferenceRun = "2026-11-27T0200Z",
                        OfficePath = "/srv/office",
                    }),
            ]
        );

    private static KsefAudit SummaryOf(string name) =>
        new()
        {
            RunId = "2026-11-27T0200Z",
            Nip = "5260001246",
            Name = name,
            Outcome = AuditOutcome.Completed,
            ExitCode = 1,
            StartedAt = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero),
            Path = "/srv/office/audits/2026-11-27T0200Z",
            OfficePath = "/srv/office",
        };
}
