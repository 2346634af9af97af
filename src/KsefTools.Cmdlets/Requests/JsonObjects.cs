using System.Management.Automation;
using System.Text.Json;
using KsefTools.Core.Access;

namespace KsefTools.Cmdlets.Requests;

/// <summary>
/// An answer's JSON as objects. Names and texts are what others wrote: none is a terminal sequence, and a date is the
/// text that came.
/// </summary>
internal static class JsonObjects
{
    /// <summary>The value; an object's properties in their order, an array as array.</summary>
    internal static object? Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => Properties(value),
            JsonValueKind.Array => value.EnumerateArray().Select(Of).ToArray(),
            JsonValueKind.String => ClientAnswer.Shown(value),
            JsonValueKind.Number => Number(value),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static PSObject Properties(JsonElement value)
    {
        var made = new PSObject();
        foreach (var property in value.EnumerateObject())
        {
            var name = ClientAnswer.Shown(property.Name);
            // PowerShell takes no name twice, whatever its case; the last one counts, as with its own ConvertFrom-Json.
            made.Properties.Remove(name);
            if (name.Length > 0)
                made.Properties.Add(new PSNoteProperty(name, Of(property.Value)));
        }
        return made;
    }

    private static object Number(JsonElement value) =>
        value.TryGetInt64(out var whole) ? whole
        : value.TryGetDecimal(out var exact) ? exact
        : value.GetDouble();
}
