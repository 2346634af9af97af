using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State;

/// <summary>One permission given to a subject in a context.</summary>
public sealed record GrantRecord
{
    public required Guid Id { get; init; }

    public required ContextIdentifier Context { get; init; }

    public required SubjectIdentifier Authorized { get; init; }

    public required Permission Permission { get; init; }

    public string Description { get; init; } = "Uprawnienie testowe";

    public required DateTimeOffset StartDate { get; init; }

    public bool IsActive { get; init; } = true;

    public bool CanDelegate { get; init; }
}
