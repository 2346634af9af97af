namespace KsefTools.Sandbox.State;

/// <summary>Status of an authentication operation: the contract's code, description and at most one detail.</summary>
public sealed record SignInVerdict(int Code, string Description, string? Detail = null);
