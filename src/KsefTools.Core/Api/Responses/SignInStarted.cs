namespace KsefTools.Core.Api.Responses;

/// <summary>A sign-in under way (contract: AuthenticationInitResponse).</summary>
public sealed record SignInStarted
{
    /// <summary>The number by which to ask how it goes, 36 characters.</summary>
    public required string ReferenceNumber { get; init; }

    /// <summary>The bearer for asking, and for redeeming.</summary>
    public required IssuedToken AuthenticationToken { get; init; }
}
