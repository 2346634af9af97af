using KsefTools.Core.Secrets;

namespace KsefTools.Core.Notices;

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
