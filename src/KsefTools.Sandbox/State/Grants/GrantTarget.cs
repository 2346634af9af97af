using System.Text.Json.Serialization;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.Grants;

/// <summary>The client of an indirect grant, or all of them.</summary>
/// <param name="Type">AllPartners has no value, the others have one.</param>
/// <param name="Value">NIP or InternalId of the client.</param>
public sealed record GrantTarget(GrantTargetType Type, string? Value = null)
{
    public static readonly GrantTarget AllPartners = new(GrantTargetType.AllPartners);

    public static GrantTarget Nip(string nip) => new(GrantTargetType.Nip, nip);

    public static GrantTarget InternalId(string id) => new(GrantTargetType.InternalId, id);

    /// <summary>The one client that is meant; null: all.</summary>
    [JsonIgnore]
    public ContextIdentifier? Client =>
        Type switch
        {
            GrantTargetType.AllPartners => null,
            GrantTargetType.Nip => ContextIdentifier.Nip(Value!),
            _ => new ContextIdentifier(ContextIdentifierType.InternalId, Value!),
        };

    /// <summary>Whether this client is meant; all are by AllPartners.</summary>
    public bool Covers(ContextIdentifier client) => Client is not { } only || only == client;
}
