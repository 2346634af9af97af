using System.Text;
using System.Text.Json.Serialization;

namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>One KSeF token of a seeded world, as KSeF knows it.</summary>
public sealed record SeededToken
{
    public required string ReferenceNumber { get; init; }

    /// <summary>
    /// The token's whole text. A secret of the sandbox only, but it is kept out of every text for people.
    /// </summary>
    public required string Text { get; init; }

    public required SeededIdentifier ContextIdentifier { get; init; }

    public required SeededIdentifier AuthorIdentifier { get; init; }

    public required string Description { get; init; }

    /// <summary>
    /// <c>Pending</c>, <c>Active</c>, <c>Revoking</c>, <c>Revoked</c> or <c>Failed</c>; it stays so until a call
    /// changes it.
    /// </summary>
    public required string Status { get; init; }

    public required IReadOnlyList<string> RequestedPermissions { get; init; }

    /// <summary>What a session may really do; empty: sign-in ends with 415.</summary>
    public required IReadOnlyList<string> EffectivePermissions { get; init; }

    public required DateTimeOffset DateCreated { get; init; }

    public DateTimeOffset? LastUseDate { get; init; }

    /// <summary>Why it failed; null for the other states.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? StatusDetails { get; init; }

    // A record prints every member; this one must not print its text.
    private bool PrintMembers(StringBuilder builder)
    {
        builder
            .Append(nameof(ReferenceNumber))
            .Append(" = ")
            .Append(ReferenceNumber)
            .Append(", Status = ")
            .Append(Status);
        return true;
    }
}
