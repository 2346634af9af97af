using KsefTools.Sandbox.Seeding.Conversion;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>
/// What a conversion of the client to the office's certificate must come to, at the truth's moment and with policy as
/// shipped. Permissions are in alphabetical order.
/// </summary>
public sealed record ConversionTruth
{
    public required ConversionCase Case { get; init; }

    /// <summary>
    /// <c>AlreadyGranted</c>, <c>ByToken</c>, <c>ByClient</c>, <c>NeedsPerson</c>; <c>None</c> in a blocked context.
    /// </summary>
    public required string Route { get; init; }

    /// <summary><c>Converted</c>, <c>WaitingForClient</c>, <c>NeedsPerson</c> or <c>Failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>For Failed the code of the finding that is in the way; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>What the office needs in the client's context.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>What the client has granted the office today, in effect.</summary>
    public required IReadOnlyList<string> Granted { get; init; }

    /// <summary>What the office may do, once everything required is granted, and the token may not.</summary>
    public required IReadOnlyList<string> Surplus { get; init; }

    /// <summary>What the token may do and the office will not.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>What the employee may do in the client's context today.</summary>
    public required IReadOnlyList<string> EmployeePermissions { get; init; }

    /// <summary>What the employee was given for the client and has no basis: it shows as inactive.</summary>
    public required IReadOnlyList<string> EmployeeInactive { get; init; }

    /// <summary>The client's status once it is converted as far as it goes and tokens have ended.</summary>
    public required string StatusAfterEnd { get; init; }
}
