namespace KsefTools.Core.Tests.Cases;

/// <summary>Small files rebuilt from public reports, a folder for each case.</summary>
internal static class CaseFiles
{
    public static string PathOf(string folder, string file) =>
        Path.Combine(AppContext.BaseDirectory, "Cases", folder, file);

    public static string Text(string folder, string file) => File.ReadAllText(PathOf(folder, file));
}
