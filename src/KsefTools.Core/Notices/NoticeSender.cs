using System.Net;
using System.Net.Http.Headers;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Secrets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace KsefTools.Core.Notices;

/// <summary>
/// Sends notices: the one other way onto the network beside KSeF's. It reads of the vault what a target names, and
/// nothing of a client's.
/// </summary>
/// <param name="vault">Where addresses and passwords are kept.</param>
/// <param name="limit">How long one may take.</param>
public sealed class NoticeSender(ISecretVault vault, TimeSpan limit)
{
    private const int ImplicitTlsPort = 465;
    private const int MostLines = 200;

    internal IWebProxy MachinesProxy { private get; init; } = HttpClient.DefaultProxy;

    /// <summary>Sends one.</summary>
    /// <exception cref="NoticeException">It did not get through.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task SendAsync(NoticeTarget target, Notice notice, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(limit);
        try
        {
            await (
                target is MailTarget mail
                    ? MailAsync(mail, notice, bound.Token)
                    : PostAsync((PostTarget)target, notice, bound.Token)
            );
        }
        catch (AuthenticationException exception)
        {
            throw NoticeException.SignInRefused(exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoticeException.TooLate(limit);
        }
        catch (Exception exception)
            when (exception is not NoticeException && Faults.AreOfOneItem(exception, cancellationToken))
        {
            throw NoticeException.Failed(exception);
        }
    }

    private async Task PostAsync(PostTarget target, Notice notice, CancellationToken cancellationToken)
    {
        var address = target.Address ?? await AddressAsync(target.Secret!.Value, cancellationToken);
        if (!PostTarget.IsSafe(address))
            throw NoticeException.AddressUnsafe();
        // A redirection could lead to another server, or out of TLS; a proxy would get what stays on this computer.
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new OutsideProxy(MachinesProxy),
        };
        using var client = new HttpClient(handler);
        using var content = new ByteArrayContent(NoticeJson.Of(notice, target.Shape ?? PostTarget.ShapeOf(address)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        using var response = await client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
            throw NoticeException.Refused((int)response.StatusCode);
    }

    private async Task<Uri> AddressAsync(SecretAddress secret, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(secret, cancellationToken);
        return Uri.TryCreate(text.Reveal().Trim(), UriKind.Absolute, out var address)
            ? address
            : throw NoticeException.AddressUnsafe();
    }

    private async Task MailAsync(MailTarget target, Notice notice, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(target.From));
        message.To.AddRange(target.To.Select(MailboxAddress.Parse));
        message.Subject = notice.Title;
        message.Body = new TextPart("plain")
        {
            Text = string.Join("\r\n", [notice.Counts, "", .. notice.Lines(MostLines)]) + "\r\n",
        };
        var password = target.Password is { } secret ? await ReadAsync(secret, cancellationToken) : null;
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(target.Server, target.Port, SecurityOf(target), cancellationToken);
        }
        catch (NotSupportedException)
        {
            throw NoticeException.NoTls();
        }
        if (target.User is not null && password is not null)
            await client.AuthenticateAsync(target.User, password.Reveal(), cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static SecureSocketOptions SecurityOf(MailTarget target) =>
        target.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : IsThisComputer(target.Server) ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private static bool IsThisComputer(string server) =>
        server.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address));

    private async Task<SecretText> ReadAsync(SecretAddress secret, CancellationToken cancellationToken)
    {
        var found = await vault.ReadAsync([secret], cancellationToken);
        return found.TryGetValue(secret, out var text) ? text : throw NoticeException.SecretMissing(secret.Name);
    }
}
