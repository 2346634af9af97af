namespace KsefTools.Core.Api.Requests;

/// <summary>The body of <c>POST /tokens</c>.</summary>
/// <param name="Permissions">The contract's TokenPermissionType values; a subset of the caller's own.</param>
/// <param name="Description">5 to 256 characters.</param>
public sealed record GenerateTokenRequest(IReadOnlyList<string> Permissions, string Description);
