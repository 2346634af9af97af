using System.Text;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Tests.Office;

/// <summary>Whatever the style of a file, a change says what was meant and leaves every other line as it was.</summary>
public sealed class ProfilePatchTests : IDisposable
{
    private static readonly AccessEntry Added = new()
    {
        Kind = CredentialKind.Token,
        Secret = "ksef-prod-1111111111-token-2",
        Vault = "Sejf: drugi",
        Reference = "20251010-EC-1DCE3E3000-12ECB5B36E-45",
        GeneratedBy = "Anna \"Ania\" Nowak",
        GeneratedOn = new DateOnly(2025, 10, 10),
    };

    private static readonly (
        string Key,
        Action<ProfileEditor> Apply,
        Func<ClientProfile, bool> IsAsMeant
    )[] Operations =
    [
        ("name", e => e.SetName("Zakład #1: 'Łapeć' \"&\" syn"), p => p.Name == "Zakład #1: 'Łapeć' \"&\" syn"),
        ("name", e => e.SetName("Plain"), p => p.Name == "Plain"),
        (
            "environment",
            e => e.SetEnvironment("http://127.0.0.1:5080/v2"),
            p => p.Environment == "http://127.0.0.1:5080/v2"
        ),
        ("environment", e => e.SetEnvironment(null), p => p.Environment is null),
        ("contact", e => e.SetContact("anna@example.com"), p => p.Contact == "anna@example.com"),
        ("contact", e => e.SetContact(null), p => p.Contact is null),
        ("tags", e => e.SetTags(["b", "c: d", "a"]), p => p.Tags.SequenceEqual(["b", "c: d", "a"])),
        ("tags", e => e.SetTags(["new"]), p => p.Tags.SequenceEqual(["new"])),
        ("tags", e => e.SetTags([]), p => p.Tags.Count == 0),
        ("permissions", e => e.SetPermissions(["InvoiceRead", "InvoiceWrite"]), p => p.Permissions.Count == 2),
        ("access", e => e.AddAccess(Added), p => (p.Access[^1] with { Line = 0, Column = 0 }) == Added),
    ];

    // Most of these never touch the disk, and an office flushes several files to it.
    private readonly Lazy<OfficeBench> _lazy = new(() => new OfficeBench());

    private OfficeBench Bench => _lazy.Value;

    public static TheoryData<string> Styles => [.. ProfileCorpus.Texts.Keys];

    public void Dispose()
    {
        if (_lazy.IsValueCreated)
            _lazy.Value.Dispose();
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_change_says_what_was_meant_and_leaves_all_other_lines(string style)
    {
        var before = ProfileCorpus.Texts[style];
        foreach (var (key, apply, isAsMeant) in Operations)
        {
            var after = PatchInMemory(before, apply, out var profile);
            Assert.True(isAsMeant(profile), $"{key}:\n{after}");
            AssertOtherLinesStay(before, after, key);
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Each_access_entry_can_be_replaced_and_removed(string style)
    {
        var before = ProfileCorpus.Texts[style];
        Patch(before, _ => { }, out var original);
        for (var index = 0; index < original.Access.Count; index++)
        {
            var position = index;
            var replaced = PatchInMemory(before, e => e.ReplaceAccess(position, Added), out var profile);
            Assert.Equal(Added, profile.Access[index] with { Line = 0, Column = 0 });
            AssertOtherLinesStay(before, replaced, "access");
            var removed = Patch(before, e => e.RemoveAccess(position), out profile);
            Assert.Equal(original.Access.Count - 1, profile.Access.Count);
            AssertOtherLinesStay(before, removed, "access");
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Any_row_of_changes_holds(string style)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var text = ProfileCorpus.Texts[style];
            for (var step = 0; step < 8; step++)
            {
                var (key, apply, isAsMeant) = Operations[random.Next(Operations.Length)];
                var after = PatchInMemory(text, apply, out var profile);
                Assert.True(isAsMeant(profile), $"seed {seed}, step {step}, {key}:\n{after}");
                AssertOtherLinesStay(text, after, key);
                text = after;
                if (profile.Access.Count > 0 && random.Next(3) == 0)
                {
                    var gone = random.Next(profile.Access.Count);
                    after = PatchInMemory(text, e => e.RemoveAccess(gone), out _);
                    AssertOtherLinesStay(text, after, "access");
                    text = after;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_change_that_changes_nothing_leaves_every_byte(string style)
    {
        var before = ProfileCorpus.Texts[style];
        var after = Patch(
            before,
            e =>
            {
                e.SetName(e.Profile.Name);
                e.SetTags(e.Profile.Tags);
                if (e.Profile.Contact is { } contact && !contact.Contains('\n', StringComparison.Ordinal))
                    e.SetContact(contact);
                for (var index = 0; index < e.Profile.Access.Count; index++)
                    e.ReplaceAccess(index, e.Profile.Access[index]);
            },
            out _
        );
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_replaced_token_changes_three_lines_and_no_comment()
    {
        var before = """
            nip: "1111111111"
            name: X
            # Tokens are made by Anna
            access:
              - kind: token           # main
                secret: ksef-prod-1111111111-token
                reference: 20250101-EC-1DCE3E3000-12ECB5B36E-45   # old
                note: call before changing
                generatedOn: '2025-01-01'
            """;
        var after = Patch(
            before,
            e =>
                e.ReplaceAccess(
                    0,
                    e.Profile.Access[0] with
                    {
                        Reference = "20260101-EC-1DCE3E3000-12ECB5B36E-45",
                        GeneratedOn = new DateOnly(2026, 1, 1),
                        GeneratedBy = "anna",
                    }
                ),
            out _
        );
        Assert.Equal(
            """
            nip: "1111111111"
            name: X
            # Tokens are made by Anna
            access:
              - kind: token           # main
                secret: ksef-prod-1111111111-token
                reference: 20260101-EC-1DCE3E3000-12ECB5B36E-45   # old
                generatedBy: anna
                note: call before changing
                generatedOn: '2026-01-01'
            """,
            after
        );
    }

    [Fact]
    public void A_value_that_cannot_be_is_refused_and_the_file_stays()
    {
        var path = Bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        Assert.Throws<OfficeFileException>(() => Bench.Office.Profiles.Patch(path, e => e.SetEnvironment("prodution")));
        Assert.Throws<OfficeFileException>(() => Bench.Office.Profiles.Patch(path, e => e.SetName(" ")));
        Assert.Equal("nip: \"1111111111\"\nname: X\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("? nip\n: \"1111111111\"\n? name\n: X\n")]
    [InlineData("nip: \"1111111111\"\nname: X\nnote: |+\n  keep\n\n\n")]
    public void What_cannot_be_changed_safely_is_refused_with_a_place_or_changed_right(string text)
    {
        var path = Bench.WriteClient(text);
        try
        {
            var profile = Bench.Office.Profiles.Patch(path, e => e.SetContact("a"));
            Assert.Equal("a", profile.Contact);
            AssertOtherLinesStay(text, File.ReadAllText(path), "contact");
        }
        catch (OfficeFileException exception)
        {
            Assert.NotNull(exception.Problems[0].Line);
            Assert.Equal(text, File.ReadAllText(path));
        }
    }

    [Fact]
    public void A_broken_file_is_not_patched()
    {
        var path = Bench.WriteClient("nip: 1111111111\nname: X\n");
        var exception = Assert.Throws<OfficeFileException>(() =>
            Bench.Office.Profiles.Patch(path, e => e.SetName("Z"))
        );
        Assert.Equal(OfficeIssueCode.InvalidNip, exception.Problems[0].Code);
    }

    [Fact]
    public void A_change_by_an_editor_meanwhile_is_kept_and_ours_is_applied_to_it()
    {
        var path = Bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        var calls = 0;
        Bench.Office.Profiles.Patch(
            path,
            editor =>
            {
                if (++calls == 1)
                    File.AppendAllText(path, "contact: by hand\n");
                editor.SetName("Z");
            }
        );
        Assert.Equal(2, calls);
        Assert.Equal("nip: \"1111111111\"\nname: Z\ncontact: by hand\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task Two_that_patch_at_once_lose_nothing()
    {
        var path = Bench.WriteClient("nip: \"1111111111\"\nname: X\ntags: []\n");
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(number =>
                    Task.Run(() => Bench.Office.Profiles.Patch(path, e => e.SetTags([.. e.Profile.Tags, $"t{number}"])))
                )
        );
        Assert.Equal(20, Bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Tags.Distinct().Count());
    }

    [Fact]
    public void Mode_and_link_of_a_patched_file_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var real = Bench.WriteClient("nip: \"1111111111\"\nname: X\n", "../shared.yaml");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(real, mode);
        var link = Path.Combine(Bench.Office.ClientsPath, "1111111111.yaml");
        File.CreateSymbolicLink(link, real);
        Bench.Office.Profiles.Patch(link, e => e.SetName("Z"));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal("nip: \"1111111111\"\nname: Z\n", File.ReadAllText(real));
        Assert.Equal(mode, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_patch_leaves_no_temporary_file()
    {
        var path = Bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        Bench.Office.Profiles.Patch(path, e => e.SetName("Z"));
        Assert.Equal([path], Directory.GetFileSystemEntries(Bench.Office.ClientsPath));
    }

    private string Patch(string text, Action<ProfileEditor> change, out ClientProfile profile)
    {
        var path = Path.Combine(Bench.Office.ClientsPath, "1111111111.yaml");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        profile = Bench.Office.Profiles.Patch(path, change);
        var read = Assert.Single(Bench.Office.Profiles.ReadAll());
        Assert.Equivalent(read.Profile, profile);
        return Encoding.UTF8.GetString(File.ReadAllBytes(path));
    }

    /// <summary>
    /// As <see cref="Patch"/> without the disk: a flush for each of thousands of changes would take minutes.
    /// </summary>
    private static string PatchInMemory(string text, Action<ProfileEditor> change, out ClientProfile profile)
    {
        var editor = new ProfileEditor("x.yaml", text.TrimStart('\uFEFF'));
        change(editor);
        profile = editor.Profile;
        return text.StartsWith('\uFEFF') ? $"\uFEFF{editor.Text}" : editor.Text;
    }

    private static void AssertOtherLinesStay(string before, string after, string key)
    {
        Assert.Equal(before.StartsWith('\uFEFF'), after.StartsWith('\uFEFF'));
        Assert.Equal(before.EndsWith('\n'), after.EndsWith('\n'));
        var breaks = before.Count(c => c == '\n');
        if (breaks == before.Split("\r\n").Length - 1 && breaks > 0)
            Assert.Equal(after.Count(c => c == '\n'), after.Split("\r\n").Length - 1);
        else
            Assert.DoesNotContain('\r', after);
        var text = before.TrimStart('\uFEFF');
        var root = YamlTree.Parse(text);
        var (first, last) = root.Find(key) is { } entry
            ? (LineOf(text, entry.Key.Start), LineOf(text, YamlLayout.ContentEnd(text, entry) - 1))
            : (-1, -1);
        var others = Lines(text).Where((_, line) => line < first || line > last).ToList();
        if (root.IsFlow)
            // The comma or the brace beside a flow entry may stand on a neighbour's line.
            others = [.. others.Where(line => line.Contains(" # ", StringComparison.Ordinal))];
        var remaining = new Queue<string>(others);
        foreach (var line in Lines(after.TrimStart('\uFEFF')))
            if (
                remaining.TryPeek(out var next)
                && (
                    line == next
                    || (
                        root.IsFlow
                        && line.Contains(
                            next[next.IndexOf(" # ", StringComparison.Ordinal)..],
                            StringComparison.Ordinal
                        )
                    )
                )
            )
                remaining.Dequeue();
        Assert.True(remaining.Count == 0, $"lost '{remaining.FirstOrDefault()}' by {key}:\n{before}\n=>\n{after}");
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n');
}
