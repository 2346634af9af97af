using KsefTools.Core.Secrets;
using MimeKit;

namespace KsefTools.Core.Notices;

/// <summary>Where a notice goes.</summary>
public abstract record NoticeTarget
{
    private protected NoticeTarget() { }
}

/// <summary>An address that takes JSON.</summary>
/// <param name="Address">https, or http on this computer; null where it is a secret.</param>
/// <param name="Secret">Where the address is kept: whoever knows that of Slack or Teams may post there.</param>
/// <param name="Shape">Null for what the address's server says.</param>
public sealed record PostTarget(Uri? Address, SecretAddress? Secret, NoticeShape? Shape) : NoticeTarget
{
    /// <summary>Whether anything may be posted there: by https, or to this computer.</summary>
    public static bool IsSafe(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
    }

    /// <summary>The shape that a server takes.</summary>
    public static NoticeShape ShapeOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var host = address.IdnHost;
        return host.Equals("hooks.slack.com", StringComparison.OrdinalIgnoreCase)
            || host.Equals("hooks.slack-gov.com", StringComparison.OrdinalIgnoreCase)
                ? NoticeShape.Slack
            : host.EndsWith(".webhook.office.com", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".logic.azure.com", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".api.powerplatform.com", StringComparison.OrdinalIgnoreCase)
                ? NoticeShape.Teams
            : NoticeShape.Plain;
    }
}

/// <summary>People, by mail through a server that takes it by SMTP.</summary>
/// <param name="To">Their addresses.</param>
/// <param name="From">The sender's.</param>
/// <param name="Server">The server's name.</param>
/// <param name="Port">465 speaks TLS from the start, every other by STARTTLS.</param>
/// <param name="User">Null for a server that asks for none.</param>
/// <param name="Password">Where the password is kept.</param>
public sealed record MailTarget(
    IReadOnlyList<string> To,
    string From,
    string Server,
    int Port,
    string? User,
    SecretAddress? Password
) : NoticeTarget
{
    /// <summary>Whether a text is one address, and nothing else.</summary>
    public static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal);
}
