namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A document of identity (contract: IdDocument).</summary>
/// <param name="Type">What it is, 20 characters at most.</param>
/// <param name="Number">20 characters at most.</param>
/// <param name="Country">Two capital letters, for example <c>PL</c>.</param>
public sealed record IdDocument(string Type, string Number, string Country);
