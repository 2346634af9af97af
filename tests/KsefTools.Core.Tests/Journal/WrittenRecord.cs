using System.Text.Json.Nodes;

namespace KsefTools.Core.Tests.Journal;

/// <summary>
/// A record as the code of commit 745f44f wrote it (<c>Written/</c>), with <c>{name}</c> where an office has its own
/// value, and <c>{}</c> where the value is the operation's own, a number of KSeF's for example.
/// </summary>
internal sealed class WrittenRecord
{
    private readonly string _fileName;
    private readonly IReadOnlyList<JsonObject> _lines;

    private WrittenRecord(string path)
    {
        var name = Path.GetFileName(path);
        _fileName = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        _lines = [.. File.ReadLines(path).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    public static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Folder)
            .Select(path => Path.GetFileName(path).Split('.')[0])
            .Order(StringComparer.Ordinal);

    public IReadOnlyList<string> Steps => [.. _lines.Select(StepOf)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Journal", "Written");

    public static WrittenRecord Of(string name) => new(Directory.EnumerateFiles(Folder, $"{name}.*").Single());

    /// <summary>
    /// Puts it where the office keeps its records, as a process left it that was killed after a step.
    /// </summary>
    /// <param name="officePath">The office's folder.</param>
    /// <param name="lastStep">The last step that was written; null for the whole record.</param>
    /// <param name="values">The office's own values.</param>
    public void PutInto(string officePath, string? lastStep, params (string Name, string Value)[] values)
    {
        var folder = Directory.CreateDirectory(Path.Combine(officePath, ".state", "journal"));
        File.WriteAllLines(Path.Combine(folder.FullName, _fileName), Lines(lastStep, values, present: []));
    }

    /// <summary>
    /// Puts it in the place of the one open record, which the present code wrote of the same operation, and takes its
    /// own values.
    /// </summary>
    public void Replace(string officePath, string? lastStep, params (string Name, string Value)[] values)
    {
        var folder = Path.Combine(officePath, ".state", "journal");
        var present = Directory.EnumerateFiles(folder).Single(path => !IsFinished(path));
        var lines = Lines(
            lastStep,
            values,
            [.. File.ReadLines(present).Select(line => JsonNode.Parse(line)!.AsObject())]
        );
        File.Delete(present);
        File.WriteAllLines(Path.Combine(folder, _fileName), lines);
    }

    private static bool IsFinished(string path) =>
        File.ReadLines(path).Any(line => line.Contains("\"finished\"", StringComparison.Ordinal));

    private List<string> Lines(string? lastStep, (string Name, string Value)[] values, JsonObject[] present)
    {
        var lines = new List<string>();
        foreach (var line in _lines)
        {
            lines.Add(Fill(line, values, present));
            if (StepOf(line) == lastStep)
                return lines;
        }
        Assert.Null(lastStep);
        return lines;
    }

    private static string Fill(JsonObject line, (string Name, string Value)[] values, JsonObject[] present)
    {
        var filled = line.DeepClone().AsObject();
        foreach (var (field, node) in line)
        {
            var text = node!.GetValue<string>();
            if (text is "{}" && present.LastOrDefault(entry => StepOf(entry) == StepOf(line)) is { } own)
                text = own[field]!.GetValue<string>();
            foreach (var (name, value) in values)
                text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            filled[field] = text;
        }
        return filled.ToJsonString();
    }

    private static string StepOf(JsonObject line) => line["step"]!.GetValue<string>();
}
