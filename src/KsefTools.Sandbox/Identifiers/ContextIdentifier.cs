using System.Text.Json.Serialization;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>The client in whose name a session acts.</summary>
public sealed record ContextIdentifier(ContextIdentifierType Type, string Value)
{
    public static ContextIdentifier Nip(string nip) => new(ContextIdentifierType.Nip, nip);

    /// <summary>The NIP that owns this context; null for Peppol, whose identifiers carry none.</summary>
    [JsonIgnore]
    public string? OwnerNip =>
        Type switch
        {
            ContextIdentifierType.Nip => Value,
            ContextIdentifierType.InternalId or ContextIdentifierType.NipVatUe when Value.Length >= 10 => Value[..10],
            _ => null,
        };

    /// <summary>
    /// As the middle segment of a token's text writes it: <c>nip-5265877635</c>, <c>internalId-…</c>.
    /// </summary>
    public string ToTokenSegment() => char.ToLowerInvariant(Type.ToString()[0]) + Type.ToString()[1..] + "-" + Value;

    public override string ToString() => $"{Type} {Value}";
}
