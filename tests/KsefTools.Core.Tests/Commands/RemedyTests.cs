using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Conversion;
using KsefTools.Core.Import;
using KsefTools.Core.Journal;
using KsefTools.Core.Lint;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Commands;

/// <summary>Every remedy, made from hostile names, is one command with those names as its arguments.</summary>
public sealed class RemedyTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public static TheoryData<FindingCode> Codes => [.. Enum.GetValues<FindingCode>()];

    public static TheoryData<string> Texts => Hostile.Texts;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_finding_s_remedy_is_one_command(FindingCode code) =>
        Prop.ForAll(
                Hostile.Any,
                text =>
                {
                    foreach (var kind in Enum.GetValues<CredentialKind>())
                    foreach (var identity in (string?[])[null, text])
                    {
                        var arguments = new FindingArguments(text)
                        {
                            Kind = kind,
                            Identity = identity,
                            Detail = text,
                            Reference = text,
                            Environment = text,
                            SecretName = text,
                            Vault = text,
                            Days = -1,
                        };
                        var remedy = FindingCatalog.Create(code, arguments).Remedy;
                        var given = ParsedCommand.Of(remedy).Arguments;
                        if (remedy!.ReplaceLineEndings("\n").Contains('\n', StringComparison.Ordinal))
                            return false;
                        if (
                            given
                                .Except([text, "./certificate.pfx", "production", "Token"], StringComparer.Ordinal)
                                .Any()
                        )
                            return false;
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_journal_that_somebody_wrote_makes_no_command_of_its_own(string text)
    {
        string[] known = ["1111111111", "5260001246", "Offline", "InvoiceRead", "AllPartners"];
        foreach (var kind in OperationKind.All.Select(kind => kind.Name).Append(text))
        foreach (var subject in Subjects(text))
        foreach (var type in (string[])["Offline", text])
        foreach (var nip in (string[])["1111111111", text])
        {
            var start = JournalEntry.Of(
                DateTimeOffset.UnixEpoch,
                JournalFile.Started,
                [
                    ("operation", kind),
                    ("subject", subject),
                    ("nip", nip),
                    ("type", type),
                    ("holder", "OfficeIdentity"),
                    .. Fields.Select(field => (field, (string?)text)),
                ]
            );
            var operation = new RecordedOperation("x", [start]);

            var remedy = operation.Kind.RemedyOf(operation, _bench.Office);

            if (remedy is not null)
                Assert.All(
                    ParsedCommand.Of(remedy).Arguments,
                    argument =>
                        Assert.True(
                            IsPartOf(argument, text) || IsPartOf(argument, subject) || known.Contains(argument),
                            remedy
                        )
                );
        }
    }

    private static readonly string[] Fields =
    [
        "holderName",
        "identity",
        "serial",
        "reason",
        "path",
        "format",
        "file",
        "kind",
        "name",
        "route",
    ];

    private static IEnumerable<string> Subjects(string text) =>
        [
            text,
            $"production {text}",
            $"{text} 1111111111",
            $"{text}: Nip 5260001246: {text}+ @ {text}",
            $"1111111111: Fingerprint {text}: InvoiceRead,{text}",
            $"1111111111: Pesel {text}: {text} @ AllPartners",
            $"KsefVault/ksef-prod-1111111111-{text}",
        ];

    // A subject is told apart by its marks, of which the text may hold some.
    private static bool IsPartOf(string argument, string text) =>
        text.Contains(argument, StringComparison.Ordinal) || argument.Contains(text, StringComparison.Ordinal);

    [Theory]
    [InlineData("x\u2019; Remove-Item y; \u2018")]
    [InlineData("x'; Remove-Item y; '")]
    [InlineData("x\nRemove-Item y")]
    [InlineData("$(calc)")]
    [InlineData("`$(calc)")]
    [InlineData("\u001b[31mred")]
    [InlineData("-Force")]
    public async Task A_file_s_name_is_an_argument_of_the_lint_s_remedies(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        var misnamed = _bench.WriteClient("nip: \"1111111111\"\nname: X\ntypo: 1\n", $"{name}.yaml");
        var left = _bench.WriteClient("", $"{name}.ksef-tmp");

        var issues = await new OfficeLint(_bench.Office, new InMemoryVault()).RunAsync(CancellationToken.None);

        Assert.Equal(3, issues.Count(issue => issue.Remedy is not null && issue.Path is not null));
        Assert.All(
            issues,
            issue =>
                Assert.Contains(
                    ParsedCommand.Of(issue.Remedy).Arguments,
                    argument => argument == misnamed || argument == left || argument == _bench.Office.SettingsPath
                )
        );
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_identity_s_name_is_an_argument_of_the_sentences_that_name_a_command(string text)
    {
        var identity = new OfficeIdentity
        {
            Name = text,
            Kind = "seal",
            Subject = "5260001246",
        };
        foreach (
            var sentence in new[]
            {
                ConversionSentences.NoCertificate(identity),
                ConversionSentences.ExpiredCertificate(identity, DateTimeOffset.UnixEpoch),
            }
        )
        {
            var command = sentence[sentence.IndexOf("New-KsefSigningRequest", StringComparison.Ordinal)..];
            Assert.Equal([text], ParsedCommand.Of(command).Arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_spreadsheet_s_path_is_an_argument_of_the_advice_to_destroy_it(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There, the advice is two commands.");
        var line = Importer
            .ClosingAdvice(text, [])
            .Split('\n')
            .Single(line => line.Contains("shred", StringComparison.Ordinal));

        var command = line[line.IndexOf("shred", StringComparison.Ordinal)..];

        Assert.Equal(text, ParsedCommand.Of(command).Arguments[^1]);
    }
}
