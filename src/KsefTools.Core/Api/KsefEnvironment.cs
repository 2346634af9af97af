using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Core.Api;

/// <summary>One KSeF: the Ministry's production, demo or test, or an address of one's own (the sandbox).</summary>
public sealed record KsefEnvironment
{
    private KsefEnvironment(string name, Uri baseAddress) => (Name, BaseAddress) = (name, baseAddress);

    public static KsefEnvironment Production { get; } = new("production", new("https://api.ksef.mf.gov.pl/v2/"));

    public static KsefEnvironment Demo { get; } = new("demo", new("https://api-demo.ksef.mf.gov.pl/v2/"));

    public static KsefEnvironment Test { get; } = new("test", new("https://api-test.ksef.mf.gov.pl/v2/"));

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c>, or the address without a slash at its end.</summary>
    public string Name { get; }

    /// <summary>Ends with a slash, so that an endpoint's path can be appended.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Reads what a profile or a parameter says: one of the three names, or an address.</summary>
    /// <param name="text">Names are taken in any case. Plain http is taken on loopback only.</param>
    /// <param name="environment">The environment, when the text names one.</param>
    /// <param name="error">One sentence for a person, when it does not.</param>
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
        environment = new KsefEnvironment(address!.AbsoluteUri.TrimEnd('/'), WithSlash(address));
        // The Ministry's own address is the same environment as its name.
        foreach (var known in (ReadOnlySpan<KsefEnvironment>)[Production, Demo, Test])
            if (known.BaseAddress == environment.BaseAddress)
                environment = known;
        return true;
    }

    /// <summary>Reads what a profile or a parameter says.</summary>
    /// <exception cref="FormatException">The text names no environment; the message says why.</exception>
    public static KsefEnvironment Parse(string? text) =>
        TryParse(text, out var environment, out var error) ? environment : throw new FormatException(error);

    public override string ToString() => Name;

    private static string? Refuse(string? text, out Uri? address)
    {
        if (
            !Uri.TryCreate(text?.Trim(), UriKind.Absolute, out address)
            || !(HasScheme(address, Uri.UriSchemeHttp) || HasScheme(address, Uri.UriSchemeHttps))
        )
            return UiText.Of(
                "An environment is production, demo, test or an https address.",
                "Środowisko to production, demo, test albo adres https."
            );
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return UiText.Of(
                "An environment's address has no user name, query or fragment.",
                "Adres środowiska nie zawiera nazwy użytkownika, zapytania ani fragmentu."
            );
        if (HasScheme(address, Uri.UriSchemeHttp) && !address.IsLoopback)
            return UiText.Of(
                "Plain http is allowed on this machine only (127.0.0.1, localhost); use https.",
                "Zwykłe http jest dozwolone tylko na tym komputerze (127.0.0.1, localhost); użyj https."
            );
        return null;
    }

    private static bool HasScheme(Uri address, string scheme) =>
        string.Equals(address.Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    private static Uri WithSlash(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
