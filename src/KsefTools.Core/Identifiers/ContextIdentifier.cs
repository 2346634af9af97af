namespace KsefTools.Core.Identifiers;

/// <summary>
/// The context of a session: in whose name it acts. The value is carried as KSeF or a person gave it.
/// </summary>
/// <param name="Type">What kind of identifier it is.</param>
/// <param name="Value">The identifier itself, in the form that the contract gives it.</param>
public sealed record ContextIdentifier(ContextType Type, string Value)
{
    /// <summary>
    /// The taxpayer behind the context: the NIP itself, or the one with which an InternalId or NipVatUe begins. Null
    /// for a Peppol provider, and where the value is malformed.
    /// </summary>
    public Nip? Taxpayer =>
        Type is not ContextType.PeppolId && Value.Length >= 10 && Identifiers.Nip.TryParse(Value[..10], out var nip)
            ? nip
            : null;

    /// <summary>
    /// The number of the client, or of the part of one, that a profile has: a NIP or an InternalId. The value itself
    /// where there is no such number in it.
    /// </summary>
    public string ClientNumber => Type is ContextType.InternalId ? Value : Taxpayer?.Value ?? Value;

    /// <summary>
    /// Whether it is a client's: the client itself, or what begins with the client's NIP (a unit's InternalId, a
    /// NipVatUe).
    /// </summary>
    public bool IsOf(ContextIdentifier client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return this == client
            || (
                client.Type is ContextType.Nip
                && Type is ContextType.InternalId or ContextType.NipVatUe
                && Value.StartsWith($"{client.Value}-", StringComparison.Ordinal)
            );
    }

    /// <summary>Of a client or a part of one, as an object names it; a text that is neither stays a NIP's.</summary>
    public static ContextIdentifier OfClient(string client) =>
        ClientId.TryParse(client, out var known) ? known.Context : new ContextIdentifier(ContextType.Nip, client);

    public static ContextIdentifier Of(ClientId client) => client.Context;

    public static ContextIdentifier Of(Nip nip) => new(ContextType.Nip, nip.Value);

    public static ContextIdentifier Of(InternalId internalId) => new(ContextType.InternalId, internalId.Value);

    /// <summary>For messages: the type, a space, the value.</summary>
    public override string ToString() => $"{Type} {Value}";
}
