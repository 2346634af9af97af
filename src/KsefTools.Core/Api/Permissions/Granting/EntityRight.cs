namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A permission for an entity (contract: EntityPermission).</summary>
/// <param name="Type"><c>InvoiceRead</c> or <c>InvoiceWrite</c>: nothing else goes to an entity.</param>
/// <param name="CanDelegate">Whether the entity may hand it on to its own people.</param>
public sealed record EntityRight(string Type, bool CanDelegate);
