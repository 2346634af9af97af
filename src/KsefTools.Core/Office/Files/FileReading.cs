using System.Globalization;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Office.Yaml;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Files;

/// <summary>
/// Reads values from one file's nodes and collects all that is wrong, so that a person sees it at once.
/// </summary>
internal sealed class FileReading(string path)
{
    private readonly List<OfficeFileProblem> _problems = [];

    public IReadOnlyList<OfficeFileProblem> Problems => _problems;

    public bool Failed { get; private set; }

    /// <summary>
    /// Text for a message, or nothing of it where it could be a secret that was pasted into the wrong place.
    /// </summary>
    public static string Quote(string value) => QuotedText.Of(value);

    /// <summary>
    /// Reports each key and value that looks like a secret, without repeating it. Such a file is not used at all: its
    /// values reach results and reports.
    /// </summary>
    /// <param name="node">Where to look, at any depth.</param>
    /// <param name="isSecret">What counts as one.</param>
    public void RefuseSecrets(YamlNode node, Func<string, bool> isSecret)
    {
        switch (node)
        {
            case YamlScalar scalar when isSecret(scalar.Value):
                Error(scalar, OfficeIssueCode.InvalidValue, SecretInFile);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    RefuseSecrets(item, isSecret);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    RefuseSecrets(entry.Key, isSecret);
                    RefuseSecrets(entry.Value, isSecret);
                }
                break;
        }
    }

    public void Error(YamlNode at, OfficeIssueCode code, string message)
    {
        Failed = true;
        _problems.Add(new OfficeFileProblem(code, FindingSeverity.Critical, path, at.Line, at.Column, message));
    }

    public void Warn(YamlNode at, OfficeIssueCode code, string message) =>
        _problems.Add(new OfficeFileProblem(code, FindingSeverity.Warning, path, at.Line, at.Column, message));

    public void WarnOfUnknownKeys(YamlMapping mapping, IReadOnlyList<string> known)
    {
        foreach (var entry in mapping.Entries)
        {
            if (known.Contains(entry.Key.Value, StringComparer.Ordinal))
                continue;
            var near = known.FirstOrDefault(key =>
                string.Equals(key, entry.Key.Value, StringComparison.OrdinalIgnoreCase)
            );
            Warn(
                entry.Key,
                OfficeIssueCode.UnknownKey,
                near is null
                    ? UiText.Of(
                        $"the key {Quote(entry.Key.Value)} is not known here; it is kept and not used (known: "
                            + $"{string.Join(", ", known)})",
                        $"klucz {Quote(entry.Key.Value)} nie jest tu znany; zostaje, ale nie jest używany (znane: "
                            + $"{string.Join(", ", known)})"
                    )
                    : UiText.Of(
                        $"the key {Quote(entry.Key.Value)} is not used: it is spelt '{near}'",
                        $"klucz {Quote(entry.Key.Value)} nie jest używany: poprawnie pisze się '{near}'"
                    )
            );
        }
    }

    /// <summary>The text under a key; null where it is missing or empty.</summary>
    /// <param name="mapping">Where.</param>
    /// <param name="key">Which key.</param>
    /// <param name="required">Whether a missing one is an error.</param>
    /// <param name="mayHaveLines">Whether line breaks are part of it; else each is read as a space.</param>
    public string? Text(YamlMapping mapping, string key, bool required = false, bool mayHaveLines = false)
    {
        if (mapping.Find(key) is not { } entry || entry.Value is YamlScalar { IsNull: true })
        {
            if (required)
                Error(
                    mapping.Find(key)?.Key ?? (YamlNode)mapping,
                    OfficeIssueCode.InvalidValue,
                    UiText.Of($"'{key}' is missing", $"brakuje '{key}'")
                );
            return null;
        }
        if (entry.Value is YamlScalar scalar && scalar.Value.Trim() is { Length: > 0 } text)
            return Shown(scalar, text, mayHaveLines);
        Error(
            entry.Value,
            OfficeIssueCode.InvalidValue,
            UiText.Of($"'{key}' must be one text", $"'{key}' musi być jednym tekstem")
        );
        return null;
    }

    public IReadOnlyList<string> Texts(YamlMapping mapping, string key)
    {
        if (mapping.Find(key) is not { } entry || entry.Value is YamlScalar { IsNull: true })
            return [];
        if (entry.Value is not YamlSequence sequence)
        {
            Error(
                entry.Value,
                OfficeIssueCode.InvalidValue,
                UiText.Of($"'{key}' must be a list: [one, two]", $"'{key}' musi być listą: [jeden, dwa]")
            );
            return [];
        }
        var texts = new List<string>(sequence.Items.Count);
        foreach (var item in sequence.Items)
            if (item is YamlScalar { IsNull: false } scalar && scalar.Value.Trim() is { Length: > 0 } text)
                texts.Add(Shown(scalar, text));
            else
                Error(
                    item,
                    OfficeIssueCode.InvalidValue,
                    UiText.Of($"each item of '{key}' must be a text", $"każda pozycja '{key}' musi być tekstem")
                );
        return texts;
    }

    public IReadOnlyList<string> Permissions(YamlMapping mapping, string key)
    {
        var permissions = Texts(mapping, key);
        if (mapping.Find(key)?.Value is YamlSequence sequence)
            foreach (var item in sequence.Items.OfType<YamlScalar>())
                if (!OfficeDefaults.KnownPermissions.Contains(item.Value.Trim(), StringComparer.Ordinal))
                    Warn(
                        item,
                        OfficeIssueCode.InvalidValue,
                        NearestText.Of(item.Value.Trim(), OfficeDefaults.KnownPermissions) is { } nearest
                            ? UiText.Of(
                                $"{Quote(item.Value)} is not a KSeF permission known here; did you mean {nearest}?",
                                $"{Quote(item.Value)} nie jest znanym uprawnieniem KSeF; czy chodziło o {nearest}?"
                            )
                            : UiText.Of(
                                $"{Quote(item.Value)} is not a KSeF permission known here (known: "
                                    + $"{string.Join(", ", OfficeDefaults.KnownPermissions)})",
                                $"{Quote(item.Value)} nie jest znanym uprawnieniem KSeF (znane: "
                                    + $"{string.Join(", ", OfficeDefaults.KnownPermissions)})"
                            )
                    );
        return permissions;
    }

    /// <summary>People by PESEL, or by NIP. What is no such number is not repeated: it may be somebody's.</summary>
    public IReadOnlyList<CertificateIdentity> Persons(YamlMapping mapping, string key)
    {
        var persons = new List<CertificateIdentity>();
        foreach (var text in Texts(mapping, key))
            if (Pesel.TryParse(text, out var pesel))
                persons.Add(new CertificateIdentity(IdentityKind.Pesel, pesel.Value));
            else if (Identifiers.Nip.TryParse(text, out var nip))
                persons.Add(new CertificateIdentity(IdentityKind.Nip, nip.Value));
            else
                Error(
                    mapping.Find(key)!.Value,
                    OfficeIssueCode.InvalidPesel,
                    UiText.Of(
                        $"'{key}' has a text that is neither a PESEL nor a NIP with a right checksum",
                        $"'{key}' zawiera tekst, który nie jest PESEL-em ani NIP-em z poprawną cyfrą kontrolną"
                    )
                );
        return persons;
    }

    /// <summary>
    /// A NIP, which must be quoted: unquoted it is a number to every other YAML reader, and such readers drop or
    /// reformat digits when they write the file back.
    /// </summary>
    public Nip? Nip(YamlMapping mapping, string key)
    {
        if (Text(mapping, key, required: true) is not { } text)
            return null;
        var node = (YamlScalar)mapping.Find(key)!.Value;
        if (!Identifiers.Nip.TryParse(text, out var nip))
        {
            Error(
                node,
                OfficeIssueCode.InvalidNip,
                UiText.Of(
                    $"{Quote(text)} is not a valid NIP: ten digits with a right checksum",
                    $"{Quote(text)} nie jest poprawnym NIP-em: dziesięć cyfr z poprawną cyfrą kontrolną"
                )
            );
            return null;
        }
        if (node.Style == YamlDotNet.Core.ScalarStyle.Plain)
            Error(
                node,
                OfficeIssueCode.InvalidNip,
                UiText.Of($"put the NIP in quotes: {key}: \"{text}\"", $"ujmij NIP w cudzysłów: {key}: \"{text}\"")
            );
        return nip;
    }

    /// <summary>The InternalId of a part of a client; null where it is none of this client's.</summary>
    public ClientId? Part(YamlMapping mapping, string key, Nip client)
    {
        if (Text(mapping, key, required: true) is not { } text)
            return null;
        if (InternalId.TryParse(text, out var part) && part.Nip == client)
            return part;
        // Of a client whose own NIP is wrong, that is said already.
        if (client != default)
            Error(
                mapping.Find(key)!.Value,
                OfficeIssueCode.InvalidNip,
                UiText.Of(
                    $"{Quote(text)} is not an InternalId of {client}: its NIP, '-' and five digits, the last a "
                        + "check digit",
                    $"{Quote(text)} to nie identyfikator wewnętrzny klienta {client}: jego NIP, '-' i pięć "
                        + "cyfr, ostatnia kontrolna"
                )
            );
        return null;
    }

    public string? Environment(YamlMapping mapping, string key)
    {
        if (Text(mapping, key) is not { } text)
            return null;
        if (EnvironmentName.TryParse(text, out var name, out var error))
            return name;
        Error(mapping.Find(key)!.Value, OfficeIssueCode.InvalidValue, $"{Quote(text)}: {error}");
        return null;
    }

    public DateOnly? Date(YamlMapping mapping, string key)
    {
        if (Text(mapping, key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Error(
            mapping.Find(key)!.Value,
            OfficeIssueCode.InvalidValue,
            UiText.Of(
                $"'{key}' must be a date like 2026-12-31, not {Quote(text)}",
                $"'{key}' musi być datą w postaci 2026-12-31, a nie {Quote(text)}"
            )
        );
        return null;
    }

    public TimeSpan? Duration(YamlMapping mapping, string key)
    {
        if (Text(mapping, key) is not { } text)
            return null;
        if (Settings.Duration.TryParse(text, out var duration))
            return duration;
        Error(
            mapping.Find(key)!.Value,
            OfficeIssueCode.InvalidValue,
            UiText.Of(
                $"'{key}' must be a duration like 90d, 12h or 30m, not {Quote(text)}",
                $"'{key}' musi być czasem w postaci 90d, 12h albo 30m, a nie {Quote(text)}"
            )
        );
        return null;
    }

    public int? Number(YamlMapping mapping, string key, int minimum, int maximum)
    {
        if (Text(mapping, key) is not { } text)
            return null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum
            && number <= maximum
        )
            return number;
        Error(
            mapping.Find(key)!.Value,
            OfficeIssueCode.InvalidValue,
            UiText.Of(
                $"'{key}' must be a whole number from {minimum} to {maximum}, not {Quote(text)}",
                $"'{key}' musi być liczbą całkowitą od {minimum} do {maximum}, a nie {Quote(text)}"
            )
        );
        return null;
    }

    /// <summary>The mapping under a key; null where it is missing or empty.</summary>
    public YamlMapping? Section(YamlMapping mapping, string key)
    {
        if (mapping.Find(key) is not { } entry || entry.Value is YamlScalar { IsNull: true })
            return null;
        if (entry.Value is YamlMapping section)
            return section;
        Error(
            entry.Value,
            OfficeIssueCode.InvalidValue,
            UiText.Of(
                $"under '{key}' belong indented 'key: value' lines",
                $"pod '{key}' powinny być wcięte wiersze 'klucz: wartość'"
            )
        );
        return null;
    }

    /// <summary>The mappings listed under a key.</summary>
    public IEnumerable<YamlMapping> Sections(YamlMapping mapping, string key)
    {
        if (mapping.Find(key) is not { } entry || entry.Value is YamlScalar { IsNull: true })
            yield break;
        if (entry.Value is not YamlSequence sequence)
        {
            Error(entry.Value, OfficeIssueCode.InvalidValue, ListExpected(key));
            yield break;
        }
        foreach (var item in sequence.Items)
            if (item is YamlMapping section)
                yield return section;
            else
                Error(item, OfficeIssueCode.InvalidValue, ListExpected(key));
    }

    // A person cannot have meant it, and a terminal would obey it.
    private string Shown(YamlNode at, string text, bool mayHaveLines = false)
    {
        if (at is YamlScalar { CutOffColumn: { } column })
            _problems.Add(
                new OfficeFileProblem(
                    OfficeIssueCode.InvalidValue,
                    FindingSeverity.Warning,
                    path,
                    at.Line,
                    column,
                    UiText.Of(
                        "the text ends before the #: what follows is a comment to YAML; put the whole value in quotes "
                            + "if it is not",
                        "tekst kończy się przed znakiem #: dalej jest dla YAML komentarz; jeśli tak nie miało być, "
                            + "ujmij całą wartość w cudzysłów"
                    )
                )
            );
        text = Letters.InvisibleLetters.Tidy(text);
        var shown = mayHaveLines ? PlainText.Lines(text) : PlainText.Line(text);
        if (!string.Equals(shown, text, StringComparison.Ordinal))
        {
            var character = text[PlainText.FirstHarmful(text, mayHaveLines)];
            Warn(
                at,
                OfficeIssueCode.InvalidValue,
                UiText.Of(
                    $"there is a character here that is not a letter (U+{(int)character:X4}); it is not used",
                    $"jest tu znak, który nie jest literą (U+{(int)character:X4}); nie jest używany"
                )
            );
        }
        return shown.Trim();
    }

    private static string SecretInFile =>
        UiText.Of(
            "this looks like a token; take it out, store it with Set-KsefCredential, and replace it in "
                + "KSeF if others can read this file",
            "ten tekst wygląda na token; usuń go stąd, zapisz poleceniem Set-KsefCredential, a jeśli ten "
                + "plik mogą czytać inni, wymień token w KSeF"
        );

    private static string ListExpected(string key) =>
        UiText.Of(
            $"under '{key}' belongs a list whose entries begin with '- key: value'",
            $"pod '{key}' powinna być lista, której pozycje zaczynają się od '- klucz: wartość'"
        );
}
