using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State.Grants;

/// <summary>A grant or a revocation under way. Its store guards it.</summary>
/// <param name="referenceNumber">36 characters.</param>
/// <param name="context">Where it was asked for; nobody else sees it.</param>
/// <param name="acceptedAt">When.</param>
/// <param name="work">Carries it out.</param>
internal sealed class PermissionOperation(
    string referenceNumber,
    ContextIdentifier context,
    DateTimeOffset acceptedAt,
    Func<PermissionOutcome> work
)
{
    public string ReferenceNumber { get; } = referenceNumber;

    public ContextIdentifier Context { get; } = context;

    public DateTimeOffset AcceptedAt { get; } = acceptedAt;

    /// <summary>How long it takes.</summary>
    public required Underway Underway { get; set; }

    public PlantedOutcome? Planted { get; set; }

    /// <summary>Null while it is under way.</summary>
    public PermissionOutcome? Outcome { get; private set; }

    public void Settle()
    {
        var own = Planted is null or { AfterWork: true } ? work() : null;
        Outcome = Planted?.Outcome ?? own;
    }
}
