namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>Who an entity is (contract: EntityDetails).</summary>
/// <param name="FullName">5 to 90 characters.</param>
public sealed record EntityDetails(string FullName);
