using KsefTools.Sandbox.RateLimits;

namespace KsefTools.Sandbox.Http;

/// <summary>One operation of the contract.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path template below the environment's base path.</param>
/// <param name="Group">Limits it has.</param>
/// <param name="Bearer">Bearers taken; None for an operation without authentication.</param>
/// <param name="Handle">Answers the call.</param>
internal sealed record Operation(
    string Method,
    string Path,
    RateGroup Group,
    BearerKind Bearer,
    OperationHandler Handle
)
{
    /// <summary>Counted and limited under this name.</summary>
    public string Name { get; } = $"{Method} {Path}";

    /// <summary>No bearer, 60 a second.</summary>
    public static Operation Open(string method, string path, OperationHandler handle) =>
        new(method, path, RateGroup.Anonymous, BearerKind.None, handle);

    /// <summary>A step of signing in: a bearer, but still 60 a second for an address.</summary>
    public static Operation SigningIn(string method, string path, BearerKind bearer, OperationHandler handle) =>
        new(method, path, RateGroup.Anonymous, bearer, handle);

    /// <summary>An access token, limits of the group "other".</summary>
    public static Operation Protected(string method, string path, OperationHandler handle) =>
        new(method, path, RateGroup.Other, BearerKind.Access, handle);
}
