namespace KsefTools.Sandbox.State.SignIn;

/// <summary>Status of an authentication operation: the contract's code, description and at most one detail.</summary>
/// <param name="Code">100 in progress, 200 success, others as in schema StatusInfo.</param>
/// <param name="Description">The contract's sentence.</param>
/// <param name="Detail">The cause, in Polish.</param>
/// <param name="EnglishDetail">The cause as it was said before API 2.6.1.</param>
public sealed record SignInVerdict(int Code, string Description, string? Detail = null, string? EnglishDetail = null);
