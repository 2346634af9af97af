using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Office;

/// <summary>docs/files.md against the keys that are read.</summary>
public sealed class FilesPageTests
{
    public static TheoryData<string> Keys =>
        [
            .. SettingsReader.Keys,
            .. SettingsReader.IdentityKeys,
            .. SettingsReader.PolicyKeys,
            .. SettingsReader.ThrottleKeys,
            .. ProfileReader.Keys,
            .. ProfileReader.AccessKeys,
        ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_page_has_a_row_for_the_key(string key) =>
        Assert.Contains($"\n| `{key}` | ", Page(), StringComparison.Ordinal);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "KsefTools.sln")))
            folder = folder.Parent;
        return File.ReadAllText(Path.Join(folder!.FullName, "docs", "files.md"));
    }
}
