using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Yaml;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Profiles;

/// <summary>Reads a client's file. Never throws for what stands in the file: all problems are in the result.</summary>
internal static class ProfileReader
{
    /// <summary>The keys of a profile, in the order in which a new one has them.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "nip",
        "name",
        "environment",
        "tags",
        "contact",
        "permissions",
        "signers",
        "access",
        "parts",
    ];

    /// <summary>The keys of an entry under parts, in the order in which a new one has them.</summary>
    public static readonly IReadOnlyList<string> PartKeys = ["id", "name", "permissions", "access"];

    /// <summary>The keys of an entry under access, in the order in which a new one has them.</summary>
    public static readonly IReadOnlyList<string> AccessKeys =
    [
        "kind",
        "identity",
        "secret",
        "vault",
        "reference",
        "serial",
        "generatedBy",
        "generatedOn",
        "retiredOn",
    ];

    /// <summary>The client itself; with the problems of the whole file.</summary>
    public static ProfileReadResult Read(string path) => ReadAll(path)[0];

    /// <inheritdoc cref="Read(string)"/>
    public static ProfileReadResult Read(string path, string text) => ReadAll(path, text)[0];

    /// <summary>
    /// The client first, with the problems of the whole file, then each of its parts; the client alone where the file
    /// cannot be used.
    /// </summary>
    public static IReadOnlyList<ProfileReadResult> ReadAll(string path)
    {
        try
        {
            return ReadAll(path, SourceText.Read(path).Text);
        }
        catch (OfficeFileException exception)
        {
            return [new ProfileReadResult(path, null, exception.Problems)];
        }
        catch (Exception fault) when (Faults.AreOfOneItem(fault))
        {
            var sentence = Faults.Sentence(fault);
            return
            [
                new ProfileReadResult(
                    path,
                    null,
                    [
                        new OfficeFileProblem(
                            OfficeIssueCode.FileUnreadable,
                            FindingSeverity.Critical,
                            path,
                            null,
                            null,
                            sentence
                        ),
                    ]
                ),
            ];
        }
    }

    /// <inheritdoc cref="ReadAll(string)"/>
    public static IReadOnlyList<ProfileReadResult> ReadAll(string path, string text)
    {
        YamlMapping root;
        try
        {
            root = YamlTree.Parse(text);
        }
        catch (YamlSyntaxException exception)
        {
            return [new ProfileReadResult(path, null, [Problem(path, exception)])];
        }
        var reading = new FileReading(path);
        reading.RefuseSecrets(root, SecretShape.IsIn);
        if (reading.Failed)
            return [new ProfileReadResult(path, null, reading.Problems)];
        reading.WarnOfUnknownKeys(root, Keys);
        var nip = reading.Nip(root, "nip");
        var name = reading.Text(root, "name", required: true);
        var environment = reading.Environment(root, "environment");
        var tags = reading.Texts(root, "tags");
        var contact = reading.Text(root, "contact", mayHaveLines: true);
        var permissions = reading.Permissions(root, "permissions");
        var signers = reading.Persons(root, "signers");
        var access = reading.Sections(root, "access").Select(entry => ReadAccess(reading, entry)).ToArray();
        var client = new ClientProfile
        {
            Nip = nip ?? default,
            Name = name ?? "",
            Environment = environment,
            Tags = tags,
            Contact = contact,
            Permissions = permissions,
            Signers = signers,
            Access = access,
            Path = path,
        };
        var parts = ReadParts(reading, root, client);
        return reading.Failed
            ? [new ProfileReadResult(path, null, reading.Problems)]
            :
            [
                new ProfileReadResult(path, client, reading.Problems),
                .. parts.Select(part => new ProfileReadResult(path, part, [])),
            ];
    }

    private static List<ClientProfile> ReadParts(FileReading reading, YamlMapping root, ClientProfile client)
    {
        var parts = new List<ClientProfile>();
        foreach (var entry in reading.Sections(root, "parts"))
        {
            reading.WarnOfUnknownKeys(entry, PartKeys);
            var id = reading.Part(entry, "id", client.Nip.Nip);
            var name = reading.Text(entry, "name", required: true);
            var permissions = reading.Permissions(entry, "permissions");
            if (parts.Exists(part => part.Nip == id))
                reading.Error(
                    entry,
                    OfficeIssueCode.DuplicateNip,
                    UiText.Of(
                        $"the part {id} is listed twice; keep one",
                        $"część {id} występuje dwa razy; zostaw jedną"
                    )
                );
            parts.Add(
                client with
                {
                    Nip = id ?? default,
                    Name = name ?? "",
                    Permissions = entry.Find("permissions") is null ? client.Permissions : permissions,
                    Access = [.. reading.Sections(entry, "access").Select(access => ReadAccess(reading, access))],
                }
            );
        }
        return parts;
    }

    public static OfficeFileProblem Problem(string path, YamlSyntaxException exception) =>
        new(
            OfficeIssueCode.FileUnreadable,
            FindingSeverity.Critical,
            path,
            exception.Line,
            exception.Column,
            exception.Message
        );

    private static AccessEntry ReadAccess(FileReading reading, YamlMapping entry)
    {
        reading.WarnOfUnknownKeys(entry, AccessKeys);
        var identity = reading.Text(entry, "identity");
        var secret = reading.Text(entry, "secret");
        if (identity is null && secret is null)
            reading.Error(
                entry,
                OfficeIssueCode.InvalidValue,
                UiText.Of(
                    "an entry under 'access' needs 'secret' (a secret's name) or 'identity' (an office identity's "
                        + "name)",
                    "pozycja pod 'access' wymaga 'secret' (nazwy sekretu) albo 'identity' (nazwy tożsamości biura)"
                )
            );
        if (secret is not null && !SecretNames.IsValid(secret))
            reading.Error(
                entry.Find("secret")!.Value,
                OfficeIssueCode.InvalidValue,
                UiText.Of(
                    "'secret' is the name of a secret in the vault (letters, digits and '-'), never the secret itself",
                    "'secret' to nazwa sekretu w magazynie (litery, cyfry i '-'), nigdy sam sekret"
                )
            );
        return new AccessEntry
        {
            Kind = ReadKind(reading, entry, identity is not null),
            Identity = identity,
            Secret = secret,
            Vault = reading.Text(entry, "vault"),
            Reference = reading.Text(entry, "reference"),
            Serial = reading.Text(entry, "serial"),
            GeneratedBy = reading.Text(entry, "generatedBy"),
            GeneratedOn = reading.Date(entry, "generatedOn"),
            RetiredOn = reading.Date(entry, "retiredOn"),
            Line = entry.Line,
            Column = entry.Column,
        };
    }

    private static CredentialKind ReadKind(FileReading reading, YamlMapping entry, bool isIdentity)
    {
        switch (reading.Text(entry, "kind"))
        {
            case null:
                return isIdentity ? CredentialKind.Certificate : CredentialKind.Token;
            case "token":
                return CredentialKind.Token;
            case "certificate":
                return CredentialKind.Certificate;
            case { } other:
                reading.Error(
                    entry.Find("kind")!.Value,
                    OfficeIssueCode.InvalidValue,
                    UiText.Of(
                        $"'kind' is token or certificate, not {FileReading.Quote(other)}",
                        $"'kind' to token albo certificate, a nie {FileReading.Quote(other)}"
                    )
                );
                return default;
        }
    }
}
