using KsefTools.Practice;

namespace KsefTools.Core.Tests;

/// <summary>Files in a test's folder; each method returns the full path.</summary>
internal static class WrittenFiles
{
    public static string Write(this TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.PathOf(name), text);
        return folder.PathOf(name);
    }

    public static string Write(this TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.PathOf(name), bytes);
        return folder.PathOf(name);
    }
}
