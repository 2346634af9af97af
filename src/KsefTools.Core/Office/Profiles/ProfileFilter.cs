using System.Text;
using System.Text.RegularExpressions;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// Chooses clients. Each list holds alternatives (one must match), an empty list lets all pass, and all lists must
/// agree. Patterns know <c>*</c>, <c>?</c> and <c>[a-c]</c> and ignore case, Polish letters included; a backtick before
/// one of these signs takes it as it stands, as everywhere in PowerShell.
/// </summary>
public sealed class ProfileFilter
{
    private const char Escape = '`';

    private readonly Regex[] _nips;
    private readonly Regex[] _names;
    private readonly Regex[] _tags;
    private readonly Regex[] _environments;
    private readonly CredentialKind[] _kinds;

    public ProfileFilter(
        IEnumerable<string>? nips = null,
        IEnumerable<string>? names = null,
        IEnumerable<string>? tags = null,
        IEnumerable<string>? environments = null,
        IEnumerable<CredentialKind>? kinds = null
    )
    {
        _nips = Compile(nips?.Select(WithoutDecoration));
        _names = Compile(names);
        _tags = Compile(tags);
        _environments = Compile(environments?.Select(Canonical));
        _kinds = kinds is null ? [] : [.. kinds];
    }

    /// <summary>Whether a text can match several; one that cannot and finds nothing is worth an error.</summary>
    public static bool IsPattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var index = 0; index < text.Length; index++)
            if (text[index] is Escape)
                index++;
            else if (text[index] is '*' or '?' or '[')
                return true;
        return false;
    }

    /// <summary>Whether a client passes.</summary>
    /// <param name="profile">The client as its file has it.</param>
    /// <param name="defaultEnvironment">The office's environment, for a profile that names none.</param>
    public bool Matches(ClientProfile profile, string defaultEnvironment) =>
        MatchesNip(profile.Nip.Value)
        && Any(_names, profile.Name)
        && (_tags.Length == 0 || profile.Tags.Any(tag => Any(_tags, tag)))
        && Any(_environments, profile.Environment ?? defaultEnvironment)
        && (_kinds.Length == 0 || profile.Access.Any(Matches));

    /// <summary>Whether a text is what one pattern means.</summary>
    public static bool Matches(string pattern, string text) => Any(Compile([pattern]), text);

    /// <summary>Whether a credential is of a wanted kind.</summary>
    public bool Matches(AccessEntry entry) => _kinds.Length == 0 || _kinds.Contains(entry.Kind);

    /// <summary>
    /// Whether the NIP alone would pass. A file that cannot be read has no more than that, and must show up under a
    /// filter that names it.
    /// </summary>
    public bool MatchesNip(string? nip) => _nips.Length == 0 || (nip is not null && Any(_nips, nip));

    private static bool Any(Regex[] patterns, string value) =>
        patterns.Length == 0
        || Array.Exists(patterns, pattern => pattern.IsMatch(PlainLetters.Normalized(value, NormalizationForm.FormC)));

    private static Regex[] Compile(IEnumerable<string>? patterns) =>
        patterns is null
            ? []
            :
            [
                .. patterns
                    .Where(pattern => !string.IsNullOrWhiteSpace(pattern))
                    .Select(pattern => new Regex(
                        ToRegex(PlainLetters.Normalized(pattern.Trim(), NormalizationForm.FormC)),
                        RegexOptions.IgnoreCase
                            | RegexOptions.CultureInvariant
                            | RegexOptions.Singleline
                            | RegexOptions.NonBacktracking
                    )),
            ];

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] is Escape && index + 1 < pattern.Length)
            {
                regex.Append(Regex.Escape(pattern[++index].ToString()));
                continue;
            }
            var close = pattern[index] == '[' ? pattern.IndexOf(']', index + 1) : -1;
            if (close > index + 1)
            {
                var set = pattern[(index + 1)..close].Replace(@"\", @"\\", StringComparison.Ordinal);
                regex
                    .Append('[')
                    .Append(
                        set.Replace("^", @"\^", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)
                    )
                    .Append(']');
                index = close;
            }
            else
                regex.Append(
                    pattern[index] switch
                    {
                        '*' => ".*",
                        '?' => ".",
                        var character => Regex.Escape(character.ToString()),
                    }
                );
        }
        return regex.Append(@"\z").ToString();
    }

    private static string WithoutDecoration(string nip) =>
        IsPattern(nip) || !Identifiers.ClientId.TryParseLoose(nip, out var parsed) ? nip : parsed.Value;

    private static string Canonical(string environment) =>
        EnvironmentName.TryParse(environment, out var name) ? name : environment;
}
