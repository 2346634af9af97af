using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Core;
using KsefTools.Core.Notices;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Notices;

/// <summary>Reads -Notify: script blocks, addresses, <c>secret:name</c>, and hashtables for what takes more.</summary>
/// <param name="vault">The office's vault; null for the session's default.</param>
internal sealed class NotifierParser(string? vault)
{
    private const string SecretPrefix = "secret:";
    private const int SubmissionPort = 587;

    private static readonly string[] PostKeys = ["Address", "AddressSecret", "Shape", "Vault"];
    private static readonly string[] MailKeys = ["To", "From", "Server", "Port", "User", "PasswordSecret", "Vault"];

    /// <summary>Reads what a person gave to -Notify.</summary>
    /// <exception cref="ShellException">It is no notifier.</exception>
    public Notifier Parse(object? item) =>
        item switch
        {
            PSObject wrapped => Parse(wrapped.BaseObject),
            ScriptBlock script => new(UiText.Of("a script", "skrypt"), script, Target: null),
            Uri address => Post(address, secret: null, shape: null),
            string text => OfText(text.Trim()),
            IDictionary table => OfTable(table),
            _ => throw ShellErrors.NotifierInvalid(
                UiText.Of(
                    $"-Notify takes script blocks, addresses and hashtables, not {item?.GetType().Name ?? "null"}.",
                    $"-Notify przyjmuje bloki skryptu, adresy i tablice, a nie {item?.GetType().Name ?? "null"}."
                )
            ),
        };

    private Notifier OfText(string text) =>
        text.StartsWith(SecretPrefix, StringComparison.OrdinalIgnoreCase)
            ? Post(address: null, SecretOf(text[SecretPrefix.Length..], vault), shape: null)
            : Post(AddressOf(text), secret: null, shape: null);

    private Notifier OfTable(IDictionary table)
    {
        var keys = table.Keys.Cast<object>().Select(key => $"{key}").ToList();
        var isMail = keys.Exists(key => key.Equals("To", StringComparison.OrdinalIgnoreCase));
        var known = isMail ? MailKeys : PostKeys;
        if (keys.Find(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw ShellErrors.NotifierInvalid(
                UiText.Of(
                    $"-Notify does not know the key {QuotedText.Of(unknown)}; it knows {string.Join(", ", known)}.",
                    $"-Notify nie zna klucza {QuotedText.Of(unknown)}; zna {string.Join(", ", known)}."
                )
            );
        var values = table
            .Cast<DictionaryEntry>()
            .ToDictionary(pair => $"{pair.Key}", pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        return isMail ? Mail(values) : Post(values);
    }

    private Notifier Post(Dictionary<string, object?> values)
    {
        var secret = TextOf(values, "AddressSecret") is { } name
            ? SecretOf(name, TextOf(values, "Vault") ?? vault)
            : (SecretAddress?)null;
        var address = TextOf(values, "Address") is { } text ? AddressOf(text) : null;
        if ((address is null) == (secret is null))
            throw Needs("Address", "AddressSecret");
        NoticeShape? shape = null;
        if (TextOf(values, "Shape") is { } wanted)
            shape =
                Enum.TryParse<NoticeShape>(wanted, ignoreCase: true, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw ShellErrors.NotifierInvalid(
                        UiText.Of(
                            $"Shape is Plain, Slack or Teams, and not {QuotedText.Of(wanted)}.",
                            $"Shape to Plain, Slack albo Teams, a nie {QuotedText.Of(wanted)}."
                        )
                    );
        return Post(address, secret, shape);
    }

    private static Notifier Post(Uri? address, SecretAddress? secret, NoticeShape? shape) =>
        new(
            address?.IdnHost ?? $"{SecretPrefix}{secret!.Value.Name}",
            Script: null,
            new PostTarget(address, secret, shape)
        );

    private Notifier Mail(Dictionary<string, object?> values)
    {
        var to = values["To"] is IEnumerable many and not string ? many.Cast<object?>() : [values["To"]];
        var people = to.Select(one => $"{one}".Trim()).Where(one => one.Length > 0).ToList();
        var (from, server) = (TextOf(values, "From"), TextOf(values, "Server"));
        if (people.Count == 0 || from is null || server is null)
            throw Needs("To, From, Server");
        if (people.Append(from).FirstOrDefault(one => !MailTarget.IsAddress(one)) is { } wrong)
            throw ShellErrors.NotifierInvalid(
                UiText.Of(
                    $"{QuotedText.Of(wrong)} is not a mail address.",
                    $"{QuotedText.Of(wrong)} to nie jest adres poczty."
                )
            );
        var (user, secret) = (TextOf(values, "User"), TextOf(values, "PasswordSecret"));
        if ((user is null) != (secret is null))
            throw Needs("User, PasswordSecret");
        var port = SubmissionPort;
        if (
            TextOf(values, "Port") is { } text
            && !(
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536
            )
        )
            throw Needs("Port (1-65535)");
        var password = secret is null ? (SecretAddress?)null : SecretOf(secret, TextOf(values, "Vault") ?? vault);
        return new(
            UiText.Of($"mail by {server}", $"poczta przez {server}"),
            Script: null,
            new MailTarget(people, from, server, port, user, password)
        );
    }

    private static ShellException Needs(params string[] keys) =>
        ShellErrors.NotifierInvalid(
            UiText.Of($"-Notify needs {string.Join(" or ", keys)}.", $"-Notify wymaga {string.Join(" albo ", keys)}.")
        );

    // The text is not repeated: it may be an address that is as good as a password.
    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && PostTarget.IsSafe(address)
        && address.UserInfo.Length == 0
            ? address
            : throw ShellErrors.NotifierInvalid(
                UiText.Of(
                    "-Notify takes addresses of https, of http on this computer, and secret:name.",
                    "-Notify przyjmuje adresy https, adresy http na tym komputerze oraz secret:nazwa."
                )
            );

    private static SecretAddress SecretOf(string name, string? vault) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? new(vault, name)
            : throw ShellErrors.NotifierInvalid(
                UiText.Of(
                    "-Notify takes a secret by its name: letters, digits and -.",
                    "-Notify przyjmuje nazwę sekretu: litery, cyfry i -."
                )
            );

    private static string? TextOf(Dictionary<string, object?> values, string key) =>
        values.TryGetValue(key, out var value) && $"{value}".Trim() is { Length: > 0 } text ? text : null;
}
