using System.Text.Json;

namespace KsefTools.Core.Journal;

/// <summary>One line of a record.</summary>
/// <param name="At">When the step was written, in UTC.</param>
/// <param name="Step">Which step.</param>
/// <param name="Fields">What it says.</param>
internal sealed record JournalEntry(DateTimeOffset At, string Step, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A line to be written; fields without a value are left out.</summary>
    public static JournalEntry Of(
        DateTimeOffset at,
        string step,
        params ReadOnlySpan<(string Name, string? Value)> fields
    )
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            if (value is not null)
                said[name] = value;
        return new JournalEntry(at, step, said);
    }

    /// <summary>A field's value; null where the step does not have it.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    public bool Is(string step) => string.Equals(Step, step, StringComparison.Ordinal);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("at", At.UtcDateTime);
        json.WriteString("step", Step);
        foreach (var (name, value) in Fields)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>Null for a torn line, and for one that is none of ours.</summary>
    public static JournalEntry? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var fields = document
                .RootElement.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String)
                .ToDictionary(field => field.Name, field => field.Value.GetString()!, StringComparer.Ordinal);
            var at = document.RootElement.GetProperty("at").GetDateTimeOffset();
            return fields.Remove("step", out var step) && fields.Remove("at")
                ? new JournalEntry(at, step, fields)
                : null;
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            return null;
        }
    }
}
