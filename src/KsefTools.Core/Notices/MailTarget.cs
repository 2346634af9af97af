using KsefTools.Core.Secrets;
using MimeKit;

namespace KsefTools.Core.Notices;

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
