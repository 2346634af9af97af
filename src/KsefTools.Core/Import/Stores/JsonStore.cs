using System.Text.Json;

namespace KsefTools.Core.Import.Stores;

/// <summary>Bitwarden's JSON, the data of 1Password's archive, and JSON of other programs.</summary>
internal static class JsonStore
{
    /// <summary>Passwords of earlier days: Bitwarden's and 1Password's word for them.</summary>
    private const string History = "passwordHistory";

    /// <summary>The entries, as a tree.</summary>
    /// <exception cref="JsonException">It is no JSON, or nested without end.</exception>
    public static StoreNode Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Of(document.RootElement, key: null);
    }

    /// <summary>Whether this is an export whose secrets its program has encrypted.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static bool IsEncrypted(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("encrypted", out var encrypted)
            && encrypted.ValueKind is JsonValueKind.True;
    }

    private static StoreNode Of(JsonElement element, string? key)
    {
        var node = new StoreNode();
        if (key is not null)
            node.Texts.Add(key);
        if (element.ValueKind is JsonValueKind.Array)
            node.Children.AddRange(element.EnumerateArray().Select(item => Of(item, key: null)));
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject().Where(one => !one.NameEquals(History) && !IsMoment(one)))
                if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    node.Children.Add(Of(property.Value, property.Name));
                else
                    node.Take(property.Name, property.Value.ToString());
            // A field of a person's own has a name, too, and is no entry.
            if (element.TryGetProperty("value", out _))
                node.Title = null;
            Know(node, element);
        }
        else
            node.Texts.Add(element.ToString());
        return node;
    }

    /// <summary>What Bitwarden and 1Password call an item.</summary>
    private static void Know(StoreNode node, JsonElement element)
    {
        if (
            element.TryGetProperty("overview", out var overview)
            && overview.ValueKind is JsonValueKind.Object
            && element.TryGetProperty("details", out _)
        )
        {
            node.IsEntry = true;
            node.Title = TextOf(overview, "title");
            node.IsArchived =
                TextOf(element, "state") is "archived"
                || (element.TryGetProperty("trashed", out var trashed) && trashed.ValueKind is JsonValueKind.True);
        }
        else if (
            element.TryGetProperty("name", out _)
            && element.TryGetProperty("type", out var type)
            && type.ValueKind is JsonValueKind.Number
            && element.TryGetProperty("notes", out _)
        )
        {
            node.IsEntry = true;
            node.IsArchived = TextOf(element, "deletedDate") is not null || TextOf(element, "archivedDate") is not null;
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Seconds since 1970 have ten digits, and every eleventh of them has a NIP's checksum.</summary>
    private static bool IsMoment(JsonProperty property) =>
        property.Value.ValueKind is JsonValueKind.Number
        && (
            property.Name.EndsWith("At", StringComparison.Ordinal)
            || property.Name.EndsWith("time", StringComparison.OrdinalIgnoreCase)
            || property.Name.EndsWith("date", StringComparison.OrdinalIgnoreCase)
        );
}
