using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Core.Api.Responses;

/// <summary>
/// A status with its cause (contract: StatusInfo). The same code means different things per operation.
/// </summary>
public sealed record StatusInfo
{
    public required int Code { get; init; }

    public string? Description { get; init; }

    [AllowNull]
    public IReadOnlyList<string> Details
    {
        get;
        init => field = value ?? [];
    } = [];
}
