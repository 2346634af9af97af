using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KsefTools.Tests.OpenApi;

/// <summary>
/// Checks a JSON value against an OpenAPI 3.0 schema: the keywords which the KSeF document uses, and one rule more:
/// a property that no schema names is an error, because in a test it is a misspelt one.
/// </summary>
internal sealed class SchemaCheck(JsonElement schemas)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds to <paramref name="errors"/> every way in which the value departs from the schema.</summary>
    public void Check(JsonElement schema, JsonElement value, string at, ICollection<SchemaError> errors) =>
        new Run(schemas, errors).Check(schema, value, new Place(at, "", ""));

    private readonly record struct Place(string Pointer, string Schema, string Property)
    {
        public string SchemaProperty => $"{Schema}.{Property}";

        public Place Named(string schema) => this with { Schema = schema };

        public Place At(string property) => new($"{Pointer}/{property}", Schema, property);

        public Place At(int index) =>
            this with
            {
                Pointer = $"{Pointer}/{index.ToString(CultureInfo.InvariantCulture)}",
            };
    }

    private sealed class Run(JsonElement schemas, ICollection<SchemaError> errors)
    {
        public void Check(JsonElement schema, JsonElement value, Place place)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                CheckNull(schema, place);
                return;
            }

            var known = new Dictionary<string, string>(StringComparer.Ordinal);
            var open = Apply(schema, value, place, known);
            if (value.ValueKind == JsonValueKind.Object && !open)
                foreach (var property in value.EnumerateObject())
                    if (
                        !known.ContainsKey(property.Name)
                        && !known.Values.Any(s => KnownExceptions.CameLater($"{s}.{property.Name}"))
                    )
                        Fail(place.At(property.Name), "is not a property of the schema");
        }

        private void CheckNull(JsonElement schema, Place place)
        {
            var resolved = Resolve(schema, ref place);
            if (!Flag(resolved, "nullable"))
                Fail(place, "is null, which the schema does not allow");
        }

        /// <summary>
        /// Checks the value against one schema and those it is made of, gathering the properties they name and the
        /// schema that names each; true where the schema takes further properties.
        /// </summary>
        private bool Apply(JsonElement schema, JsonElement value, Place place, Dictionary<string, string> known)
        {
            schema = Resolve(schema, ref place);
            var open = false;
            if (schema.TryGetProperty("allOf", out var all))
                foreach (var part in all.EnumerateArray())
                    open |= Apply(part, value, place, known);
            open |= ApplyAlternatives(schema, value, place, known);

            if (!CheckType(schema, value, place))
                return true;
            CheckEnum(schema, value, place);
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    CheckString(schema, value.GetString()!, place);
                    break;
                case JsonValueKind.Number:
                    CheckNumber(schema, value, place);
                    break;
                case JsonValueKind.Array:
                    CheckArray(schema, value, place);
                    break;
                case JsonValueKind.Object:
                    open |= CheckObject(schema, value, place, known);
                    break;
            }

            return open;
        }

        private bool ApplyAlternatives(
            JsonElement schema,
            JsonElement value,
            Place place,
            Dictionary<string, string> known
        )
        {
            var open = false;
            foreach (var keyword in (ReadOnlySpan<string>)["oneOf", "anyOf"])
            {
                if (!schema.TryGetProperty(keyword, out var alternatives))
                    continue;
                var fits = 0;
                foreach (var alternative in alternatives.EnumerateArray())
                {
                    var trial = new List<SchemaError>();
                    var its = new Dictionary<string, string>(StringComparer.Ordinal);
                    var itsOpen = new Run(schemas, trial).Apply(alternative, value, place, its);
                    if (trial.Count > 0)
                        continue;
                    fits++;
                    open |= itsOpen;
                    foreach (var (name, owner) in its)
                        known[name] = owner;
                }

                if (fits == 0 || (fits > 1 && keyword is "oneOf"))
                    Fail(place, $"fits {fits.ToString(CultureInfo.InvariantCulture)} of the schemas in {keyword}");
            }

            return open;
        }

        private bool CheckType(JsonElement schema, JsonElement value, Place place)
        {
            if (!schema.TryGetProperty("type", out var type))
                return true;
            var fits = type.GetString() switch
            {
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "string" => value.ValueKind == JsonValueKind.String,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                "number" => value.ValueKind == JsonValueKind.Number,
                var other => throw new NotSupportedException($"The document has a type '{other}'."),
            };
            if (!fits)
                Fail(place, $"is {value.ValueKind} where the schema says {type.GetString()}");
            return fits;
        }

        private void CheckEnum(JsonElement schema, JsonElement value, Place place)
        {
            if (
                schema.TryGetProperty("enum", out var allowed)
                && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))
            )
                Fail(place, "is none of the values in enum");
        }

        private void CheckString(JsonElement schema, string value, Place place)
        {
            var length = value.EnumerateRunes().Count();
            if (Number(schema, "minLength") is { } min && length < min)
                Fail(place, $"is shorter than {min}");
            if (Number(schema, "maxLength") is { } max && length > max)
                Fail(place, $"is longer than {max}");
            if (
                schema.TryGetProperty("pattern", out var pattern)
                && !Regex.IsMatch(value, pattern.GetString()!, RegexOptions.ECMAScript, PatternTimeout)
            )
                Fail(place, "does not match the pattern");
            if (schema.TryGetProperty("format", out var format) && !StringFormat.Fits(format.GetString()!, value))
                if (
                    !(
                        KnownExceptions.MayLackOffset(place.SchemaProperty)
                        && StringFormat.Fits("date-time", value + "Z")
                    )
                )
                    Fail(place, $"is not a {format.GetString()}");
        }

        private void CheckNumber(JsonElement schema, JsonElement value, Place place)
        {
            var number = value.GetDecimal();
            if (
                schema.TryGetProperty("format", out var format)
                && format.ValueEquals("int32")
                && !value.TryGetInt32(out _)
            )
                Fail(place, "is not an int32");
            if (
                Number(schema, "minimum") is { } min
                && (number < min || (number == min && Flag(schema, "exclusiveMinimum")))
            )
                Fail(place, $"is below {min}");
            if (
                Number(schema, "maximum") is { } max
                && (number > max || (number == max && Flag(schema, "exclusiveMaximum")))
            )
                Fail(place, $"is above {max}");
        }

        private void CheckArray(JsonElement schema, JsonElement value, Place place)
        {
            // The document says minimum and maximum of arrays where it means minItems and maxItems.
            var count = value.GetArrayLength();
            if ((Number(schema, "minItems") ?? Number(schema, "minimum")) is { } min && count < min)
                Fail(place, $"has fewer than {min} items");
            if ((Number(schema, "maxItems") ?? Number(schema, "maximum")) is { } max && count > max)
                Fail(place, $"has more than {max} items");
            if (!schema.TryGetProperty("items", out var items))
                return;
            var index = 0;
            foreach (var item in value.EnumerateArray())
                Check(items, item, place.At(index++));
        }

        private bool CheckObject(JsonElement schema, JsonElement value, Place place, Dictionary<string, string> known)
        {
            if (schema.TryGetProperty("required", out var required))
                foreach (var name in required.EnumerateArray().Select(r => r.GetString()!))
                    if (!value.TryGetProperty(name, out _) && !KnownExceptions.MayBeAbsent($"{place.Schema}.{name}"))
                        Fail(place.At(name), "is missing");
            if (schema.TryGetProperty("properties", out var properties))
                foreach (var property in properties.EnumerateObject())
                {
                    known[property.Name] = place.Schema;
                    if (value.TryGetProperty(property.Name, out var member))
                        Check(property.Value, member, place.At(property.Name));
                }

            if (!schema.TryGetProperty("additionalProperties", out var additional))
                return false;
            if (additional.ValueKind != JsonValueKind.Object)
                return additional.GetBoolean();
            foreach (var property in value.EnumerateObject().Where(p => !known.ContainsKey(p.Name)))
                if (property.Value.ValueKind != JsonValueKind.Null || !Flag(additional, "nullable"))
                    if (additional.TryGetProperty("type", out _) || additional.TryGetProperty("$ref", out _))
                        Check(additional, property.Value, place.At(property.Name));
            return true;
        }

        private JsonElement Resolve(JsonElement schema, ref Place place)
        {
            while (schema.TryGetProperty("$ref", out var reference))
            {
                var name = reference.GetString()!["#/components/schemas/".Length..];
                schema = schemas.GetProperty(name);
                if (schema.TryGetProperty("properties", out _))
                    place = place.Named(name);
            }

            return schema;
        }

        private static decimal? Number(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out var value) ? value.GetDecimal() : null;

        private static bool Flag(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.True;

        private void Fail(Place place, string message) => errors.Add(new(place.Pointer, message));
    }
}
