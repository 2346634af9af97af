using System.Text.Json.Serialization;

namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>One permission in effect, or left over without its basis, before the first request.</summary>
public sealed record SeededGrant
{
    public required Guid Id { get; init; }

    /// <summary>
    /// The client's context of a grant to the office; the office's own of one that it gave its employee.
    /// </summary>
    public required SeededIdentifier ContextIdentifier { get; init; }

    public required SeededIdentifier AuthorizedIdentifier { get; init; }

    /// <summary>The client that an employee's grant is for; null for a grant that a client gave.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TargetNip { get; init; }

    /// <summary><c>InvoiceRead</c> or <c>InvoiceWrite</c>.</summary>
    public required string Permission { get; init; }

    /// <summary>Whether the office may pass it on to its people.</summary>
    public required bool CanDelegate { get; init; }

    /// <summary>Name of the office or of the employee, as the grantor wrote it.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset StartDate { get; init; }
}
