using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Office.Profiles;

/// <summary>Names of secrets: letters, digits and <c>-</c> only, because every vault takes that.</summary>
public static partial class SecretNames
{
    /// <summary>
    /// All names made here begin with it, so that a vault that also holds other things can be distinguished.
    /// </summary>
    public const string Prefix = "ksef-";

    /// <summary>The key of the file that remembers sessions; its loss costs time only.</summary>
    public const string SessionKey = Prefix + "sessions-key";

    /// <summary>Where sessions were kept before that file.</summary>
    public const string Sessions = Prefix + "sessions";

    /// <summary>What a name of ours says once it has said its environment.</summary>
    private const string AfterEnvironment = "([0-9]{10}(-[0-9]{5})?-token(-o[0-9a-f]{8})?(-[0-9]+)?|.+-certificate-.+)";

    private const int MaxSlugLength = 24;
    private const int MaxNameLength = 127;

    /// <summary>
    /// The name of a client's token, e.g. <c>ksef-prod-5260001246-token-o7f3a9c21</c>. An address gets its host and
    /// eight digits of a hash of the whole address, so two environments never share a name; nor do two offices.
    /// </summary>
    /// <param name="environment">As a profile says it.</param>
    /// <param name="nip">The client's, or its part's: longer by six characters, so never another's name.</param>
    /// <param name="office">The office's id; null for a name as it was before offices had one.</param>
    public static string ForToken(string environment, ClientId nip, string? office = null) =>
        $"{Prefix}{Slug(environment)}-{nip.Value}-token{Of(office)}";

    /// <summary>One of the names counted from a first one: itself, then with <c>-2</c>, <c>-3</c>.</summary>
    public static string Numbered(string first, int number) => number == 1 ? first : $"{first}-{number}";

    /// <summary>Which of these names one is; 0 where it is none.</summary>
    public static int NumberOf(string? name, string first)
    {
        if (name is null || !name.StartsWith(first, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (name.Length == first.Length)
            return 1;
        return
            name[first.Length] == '-'
            && int.TryParse(
                name.AsSpan(first.Length + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : 0;
    }

    /// <summary>
    /// The name of a certificate with its key, e.g. <c>ksef-prod-5260001246-certificate-o7f3a9c21-r1f3a9c20</c>. Each
    /// certificate has its own, so that a new one never overwrites an old one's key.
    /// </summary>
    /// <param name="environment">As a profile says it.</param>
    /// <param name="holder">The client's NIP, or the name of an identity of the office.</param>
    /// <param name="tag">What tells it from the holder's other ones.</param>
    /// <param name="office">The office's id; null for a name as it was before offices had one.</param>
    public static string ForCertificate(string environment, string holder, string tag, string? office = null) =>
        $"{Prefix}{Slug(environment)}-{SlugOf(holder)}-certificate{Of(office)}-{tag}";

    /// <summary>The id of the office that a name of ours says; null where it says none.</summary>
    public static string? OfficeOf(string name) =>
        Office().Match(name) is { Success: true } match ? match.Groups["office"].Value.ToLowerInvariant() : null;

    /// <summary>
    /// Whether a name of ours, which says its environment, says this one. A name that a person chose says nothing.
    /// </summary>
    public static bool IsOf(string name, string environment)
    {
        ArgumentNullException.ThrowIfNull(name);
        var start = $"{Prefix}{Slug(environment)}-";
        return name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && Rest().IsMatch(name[start.Length..]);
    }

    /// <summary>Whether a name has the form of ours, which says its environment.</summary>
    public static bool SaysEnvironment(string name) => Own().IsMatch(name);

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    [GeneratedRegex(
        @"\A" + AfterEnvironment + @"\z",
        RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Rest();

    [GeneratedRegex(
        @"\Aksef-(prod|demo|test|.+-[0-9a-f]{8})-" + AfterEnvironment + @"\z",
        RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Own();

    [GeneratedRegex(
        @"\Aksef-.+-(token|certificate)-o(?<office>[0-9a-f]{8})(-[0-9a-z-]+)?\z",
        RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Office();

    private static string Of(string? office) => office is null ? "" : $"-o{office}";

    private static string Slug(string environment)
    {
        if (!EnvironmentName.TryParse(environment, out var name))
            throw new ArgumentException(EnvironmentName.Expectation, nameof(environment));
        return name switch
        {
            "production" => "prod",
            "demo" or "test" => name,
            _ => SlugOfAddress(new Uri(name)),
        };
    }

    private static string SlugOfAddress(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        var whole = $"{address.Scheme}://{host}:{address.Port}{address.AbsolutePath.TrimEnd('/')}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..8];
        return $"{(address.IsLoopback ? "local" : SlugOf(address.IdnHost))}-{hash}";
    }

    private static string SlugOf(string text)
    {
        var slug = string.Concat(
            text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')
        );
        return (slug.Length > MaxSlugLength ? slug[..MaxSlugLength] : slug).Trim('-');
    }
}
