namespace KsefTools.Core.Api.Environments;

/// <summary>An address of somebody else's that a person approved.</summary>
/// <param name="Name">As <see cref="KsefEnvironment.Name"/>.</param>
/// <param name="ApprovedAt">When.</param>
public sealed record ApprovedEnvironment(string Name, DateTimeOffset ApprovedAt);
