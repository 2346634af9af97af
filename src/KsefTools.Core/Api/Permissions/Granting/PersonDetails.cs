namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A person's name (contract: PersonDetails).</summary>
/// <param name="FirstName">2 to 30 characters.</param>
/// <param name="LastName">2 to 81 characters.</param>
public sealed record PersonDetails(string FirstName, string LastName);
