namespace KsefTools.Core.Api.Responses;

/// <summary>How somebody signed in (contract: AuthenticationMethodInfo).</summary>
/// <param name="Category"><c>XadesSignature</c>, <c>NationalNode</c>, <c>Token</c>, <c>Other</c>.</param>
/// <param name="Code">KSeF's code of the method.</param>
/// <param name="DisplayName">KSeF's name of it, for a person.</param>
public sealed record SignInMethod(string? Category, string? Code, string? DisplayName);
