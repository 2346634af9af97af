using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Reports.Sheets;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports;

/// <summary>Writes a report as its file's name says.</summary>
public static class ReportFile
{
    /// <summary>The endings that are known.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".html", ".csv", ".json", ".xlsx"];

    /// <summary>Whether the ending of a file's name says what to write.</summary>
    public static bool IsKnown(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes it in the language of the session, readable by its owner alone.</summary>
    /// <param name="source">What it is about.</param>
    /// <param name="path">A name that <see cref="IsKnown"/> knows.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="access">Of a .csv: who has access where (it has to be known), in place of the plan.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public static void Write(ReportSource source, string path, bool overwrite, bool access = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        OwnerOnlyFile.Write(path, Content(source, Path.GetExtension(path).ToUpperInvariant(), access), overwrite);
    }

    private static byte[] Content(ReportSource source, string extension, bool access) =>
        extension switch
        {
            ".HTML" => Encoding.UTF8.GetBytes(HtmlReport.Make(source)),
            ".CSV" when access => ReportSheets.Csv(source.Run.Access!),
            ".CSV" => ReportSheets.Csv(source),
            ".XLSX" => ReportSheets.Excel(source),
            _ => RunStore.ToJson(source.Run),
        };
}
