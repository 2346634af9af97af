using System.Diagnostics.CodeAnalysis;
using System.Net;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Core.Api;

/// <summary>
/// One KSeF: the Ministry's production, demo or test, one on this machine (the sandbox), or an address of somebody
/// else's. That a text names an environment does not mean that anything may be sent there: see
/// <see cref="AllowedEnvironments"/>.
/// </summary>
public sealed record KsefEnvironment
{
    private KsefEnvironment(string name, Uri baseAddress, EnvironmentKind kind) =>
        (Name, BaseAddress, Kind) = (name, baseAddress, kind);

    public static KsefEnvironment Production { get; } = OfMinistry("production", "api.ksef.mf.gov.pl");

    public static KsefEnvironment Demo { get; } = OfMinistry("demo", "api-demo.ksef.mf.gov.pl");

    public static KsefEnvironment Test { get; } = OfMinistry("test", "api-test.ksef.mf.gov.pl");

    /// <summary>
    /// <c>production</c>, <c>demo</c>, <c>test</c>, or the address without a slash at its end, its host in ASCII.
    /// </summary>
    public string Name { get; }

    /// <summary>Ends with a slash, so that an endpoint's path can be appended.</summary>
    public Uri BaseAddress { get; }

    public EnvironmentKind Kind { get; }

    /// <summary>Reads what a profile or a parameter says: one of the three names, or an address.</summary>
    /// <param name="text">
    /// Names are taken in any case. Plain http is taken on loopback only. An address on one of the Ministry's hosts is
    /// that environment, whatever its path: what is sent goes to the address of the documentation.
    /// </param>
    /// <param name="environment">The environment, when the text names one.</param>
    /// <param name="error">
    /// One sentence for a person, when it does not; repeats no more of the text than a host.
    /// </param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out KsefEnvironment? environment,
        [NotNullWhen(false)] out string? error
    )
    {
        error = null;
        environment = text?.Trim().ToUpperInvariant() switch
        {
            "PRODUCTION" => Production,
            "DEMO" => Demo,
            "TEST" => Test,
            _ => null,
        };
        if (environment is not null)
            return true;
        error = Refuse(text, out var address);
        if (error is not null)
            return false;
        try
        {
            environment = OfAddress(address!);
            return true;
        }
        catch (UriFormatException)
        {
            // A host that reads as an address, and whose ASCII form does not.
            error = Expectation;
            return false;
        }
    }

    /// <summary>Reads what a profile or a parameter says.</summary>
    /// <exception cref="FormatException">The text names no environment; the message says why.</exception>
    public static KsefEnvironment Parse(string? text) =>
        TryParse(text, out var environment, out var error) ? environment : throw new FormatException(error);

    public override string ToString() => Name;

    /// <summary>
    /// The Ministry's page of outages as something that may be asked, and no environment that a text can name: no
    /// secret is ever meant for it. Its base address is the page itself.
    /// </summary>
    /// <returns>Null where it is neither the Ministry's own page nor on this machine.</returns>
    internal static KsefEnvironment? OfStatusPage(string? text, out string? error)
    {
        error = UiText.Of(
            "The status page is https://api-latarnia.ksef.mf.gov.pl/status, or an address on this computer.",
            "Strona stanu KSeF to https://api-latarnia.ksef.mf.gov.pl/status albo adres na tym komputerze."
        );
        if (
            !Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address)
            || address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0
            || !HasHost(address)
        )
            return null;
        var isMinistrys =
            HasScheme(address, Uri.UriSchemeHttps)
            && address.IsDefaultPort
            && HostOf(address) is "api-latarnia.ksef.mf.gov.pl" or "api-latarnia-test.ksef.mf.gov.pl";
        var isHere =
            (HasScheme(address, Uri.UriSchemeHttp) || HasScheme(address, Uri.UriSchemeHttps)) && IsLoopback(address);
        if (!isMinistrys && !isHere)
            return null;
        error = null;
        return new(address.AbsoluteUri, address, isHere ? EnvironmentKind.Loopback : EnvironmentKind.Ministry);
    }

    private static KsefEnvironment OfMinistry(string name, string host) =>
        new(name, new Uri($"https://{host}/v2/"), EnvironmentKind.Ministry);

    private static KsefEnvironment OfAddress(Uri address)
    {
        var host = HostOf(address);
        foreach (var known in (ReadOnlySpan<KsefEnvironment>)[Production, Demo, Test])
            if (known.BaseAddress.Host == host)
                return known;
        // Made of its parts, so that two spellings of one address are one environment.
        var plain = new UriBuilder(address.Scheme, host, address.Port, address.AbsolutePath.TrimEnd('/') + "/").Uri;
        return new KsefEnvironment(
            plain.AbsoluteUri.TrimEnd('/'),
            plain,
            IsLoopback(address) ? EnvironmentKind.Loopback : EnvironmentKind.Other
        );
    }

    private static string Expectation =>
        UiText.Of(
            "An environment is production, demo, test or an https address.",
            "Środowisko to production, demo, test albo adres https."
        );

    private static string? Refuse(string? text, out Uri? address)
    {
        if (
            !Uri.TryCreate(text?.Trim(), UriKind.Absolute, out address)
            || !(HasScheme(address, Uri.UriSchemeHttp) || HasScheme(address, Uri.UriSchemeHttps))
            || !HasHost(address)
        )
            return Expectation;
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return UiText.Of(
                "An environment's address has no user name, query or fragment.",
                "Adres środowiska nie zawiera nazwy użytkownika, zapytania ani fragmentu."
            );
        if (MinistryHosts.Refuse(address, HostOf(address)) is { } pointer)
            return pointer;
        if (HasScheme(address, Uri.UriSchemeHttp) && !IsLoopback(address))
            return UiText.Of(
                "Plain http is allowed on this machine only (127.0.0.1, localhost); use https.",
                "Zwykłe http jest dozwolone tylko na tym komputerze (127.0.0.1, localhost); użyj https."
            );
        return null;
    }

    /// <summary>
    /// As it is looked up: ASCII, lower case, without the dot that may end it; an IPv6 address in brackets.
    /// </summary>
    private static string HostOf(Uri address) =>
        address.HostNameType is UriHostNameType.IPv6 ? address.Host : address.IdnHost.ToLowerInvariant().TrimEnd('.');

    // The number in any of its forms; of names only the one that no name server is asked for.
    private static bool IsLoopback(Uri address) =>
        HostOf(address) is "localhost"
        || (IPAddress.TryParse(address.Host, out var number) && IPAddress.IsLoopback(number));

    private static bool HasHost(Uri address)
    {
        try
        {
            return HostOf(address).Length > 0;
        }
        catch (UriFormatException)
        {
            // A name that no name server could be asked for.
            return false;
        }
    }

    private static bool HasScheme(Uri address, string scheme) =>
        string.Equals(address.Scheme, scheme, StringComparison.OrdinalIgnoreCase);
}
