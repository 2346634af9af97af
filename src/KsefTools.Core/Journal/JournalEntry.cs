using System.Text.Json;

namespace KsefTools.Core.Journal;

/// <summary>One line of a <see cref="JournalFile"/>.</summary>
/// <param name="At">When the step was written, in UTC.</param>
/// <param name="Step">Which step.</param>
/// <param name="Fields">What it says.</param>
public sealed record JournalEntry(DateTimeOffset At, string Step, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A field's value; null where the step does not have it.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>Null for a torn line.</summary>
    internal static JournalEntry? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var fields = root.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String)
                .ToDictionary(field => field.Name, field => field.Value.GetString()!, StringComparer.Ordinal);
            return new JournalEntry(
                root.GetProperty("at").GetDateTimeOffset(),
                root.GetProperty("step").GetString()!,
                fields
            );
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or KeyNotFoundException
                        or FormatException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            return null;
        }
    }
}
