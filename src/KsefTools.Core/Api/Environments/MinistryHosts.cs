namespace KsefTools.Core.Api.Environments;

/// <summary>
/// The Ministry's hosts that people copy an environment from and that are not its API: web pages, the API of KSeF 1.0,
/// QR codes. Each points at the environment that is meant.
/// </summary>
internal static class MinistryHosts
{
    private static readonly string[] Domains = ["mf.gov.pl", "podatki.gov.pl"];

    /// <summary>
    /// Why nothing may be sent to this address of the Ministry; null for its API, and for hosts of others.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="host">Its host in ASCII, lower case, without a dot at its end.</param>
    public static string? Refuse(Uri address, string host)
    {
        if (!Domains.Any(domain => host == domain || host.EndsWith($".{domain}", StringComparison.Ordinal)))
            return null;
        var meant = Meant(host);
        if (host is "api.ksef.mf.gov.pl" or "api-demo.ksef.mf.gov.pl" or "api-test.ksef.mf.gov.pl")
            return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
                ? null
                : UiText.Of(
                    $"KSeF answers at https://{host} only, on its usual port; did you mean {meant}? Nothing is sent "
                        + "there.",
                    $"KSeF odpowiada tylko pod https://{host}, na zwykłym porcie; czy chodzi o {meant}? Nic nie "
                        + "jest tam wysyłane."
                );
        return IsOfFirstKsef(host)
            ? UiText.Of(
                $"{host} is an address of KSeF 1.0, which has ended; did you mean {meant}? Nothing is sent there.",
                $"{host} to adres KSeF 1.0, który już nie działa; czy chodzi o {meant}? Nic nie jest tam wysyłane."
            )
            : UiText.Of(
                $"{host} is a page of the Ministry, not the API of KSeF; did you mean {meant}? Nothing is sent there.",
                $"{host} to strona Ministerstwa, a nie API KSeF; czy chodzi o {meant}? Nic nie jest tam wysyłane."
            );
    }

    private static bool IsOfFirstKsef(string host) =>
        host is "ksef.mf.gov.pl" or "ksef-test.mf.gov.pl" or "ksef-demo.mf.gov.pl";

    // The names of the hosts say it: ap-test, web2te-ksef, qr-demo, web2tr-ksef.
    private static string Meant(string host)
    {
        var words = host.Split('.', '-');
        return words.Any(word => word is "test" or "te" || word.EndsWith("te", StringComparison.Ordinal)) ? "test"
            : words.Any(word => word is "demo" or "tr" or "preprod" || word.EndsWith("tr", StringComparison.Ordinal))
                ? "demo"
            : "production";
    }
}
