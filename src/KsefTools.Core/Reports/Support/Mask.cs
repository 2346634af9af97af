using System.Globalization;
using System.Text.RegularExpressions;
using KsefTools.Core.Office;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Reports.Support;

/// <summary>
/// Puts masks in the place of what says who somebody is: one client keeps one mask in all files, for its NIP, its names
/// and what is derived from them. What is not known beforehand goes by its shape.
/// </summary>
internal sealed partial class Mask
{
    // A name of one letter would mask letters everywhere.
    private const int ShortestName = 2;
    private const int NipLength = 10;

    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _met = new(StringComparer.OrdinalIgnoreCase);
    private readonly Regex _names;

    /// <summary>Learns who is to be masked.</summary>
    /// <param name="office">Its clients, identities and folder.</param>
    /// <param name="run">Clients that it knows and the folder no longer does.</param>
    public Mask(OfficeFolder office, RunRecord? run)
    {
        Know(office.Settings.Nip.Value, "office-nip");
        Know(office.Settings.Name, "office-name");
        Know(office.Path, "office-folder");
        Know(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "home");
        Know(Environment.UserName, "user");
        Know(Environment.MachineName, "machine");
        var number = 0;
        foreach (var identity in office.Settings.Identities)
        {
            var mask = Numbered("identity", ++number);
            Know(identity.Name, mask);
            Know(identity.Subject, mask);
        }
        var clients = office
            .Profiles.ReadAll()
            .Select(file => (Nip: file.Profile?.Nip.Value ?? file.Nip, file.Profile))
            .Where(client => client.Nip is not null)
            .ToLookup(client => client.Nip!, client => client.Profile, StringComparer.Ordinal);
        var seen = (run?.Results ?? [])
            .Where(result => result.Nip is not null)
            .ToLookup(result => result.Nip!, result => result.Name, StringComparer.Ordinal);
        number = 0;
        foreach (
            var nip in clients
                .Concat<IGrouping<string, object?>>(seen)
                .Select(one => one.Key)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        )
        {
            var mask = Numbered("client", ++number);
            Know(nip, mask);
            foreach (var name in seen[nip])
                Know(name, mask);
            foreach (var profile in clients[nip])
            {
                Know(profile?.Name, mask);
                Know(profile?.Contact, $"{mask}-contact");
                foreach (var tag in profile?.Tags ?? [])
                    Know(tag, "tag");
                foreach (var author in profile?.Access.Select(entry => entry.GeneratedBy) ?? [])
                    Know(author, "author");
            }
        }
        // The longest first: a name may hold another.
        var all = _known.Keys.OrderByDescending(name => name.Length).Select(Regex.Escape);
        _names = new Regex(
            $@"(?<![\p{{L}}\p{{N}}])({string.Join('|', all)})(?![\p{{L}}\p{{N}}])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
    }

    /// <summary>A text without anybody in it, on one line.</summary>
    public string Text(string text)
    {
        text = _names.Replace(text, match => _known[match.Value]);
        text = Mail().Replace(text, match => Met("mail", match.Value));
        text = Reference().Replace(text, match => Met("reference", match.Value));
        text = Digits().Replace(text, match => Met(match.Length == NipLength ? "nip" : "number", match.Value));
        text = Hexadecimal().Replace(text, match => Met("hex", match.Value));
        return SecretShape.Blot(text);
    }

    /// <summary>The name of somebody or something, whole.</summary>
    public string Name(string name) =>
        _known.TryGetValue(name, out var mask) ? mask
        : Text(name) is var text && text != name ? text
        : Met("name", name);

    /// <inheritdoc cref="Text"/>
    public string? OptionalText(string? text) => text is null ? null : Text(text);

    private static string Numbered(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{number:000}");

    private string Met(string what, string text) =>
        _met.TryGetValue(text, out var mask) ? mask : _met[text] = Numbered(what, _met.Count + 1);

    private void Know(string? name, string mask)
    {
        if (name?.Trim() is { Length: >= ShortestName } known)
            _known.TryAdd(known, mask);
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex(@"[0-9]{8}-[A-Z]{2}-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    // NIP, PESEL, REGON, telephone numbers: nine digits or more, with or without the dashes of a NIP.
    [GeneratedRegex(
        @"[0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}|[0-9]{9,}",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Digits();

    [GeneratedRegex(@"[0-9A-Fa-f]{16,}", RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();
}
