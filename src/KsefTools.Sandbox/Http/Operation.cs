namespace KsefTools.Sandbox.Http;

/// <summary>One operation of the contract.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path template below the environment's base path.</param>
/// <param name="Bearer">Bearers taken; None for an operation without authentication.</param>
/// <param name="Handle">Answers the call.</param>
internal sealed record Operation(string Method, string Path, BearerKind Bearer, OperationHandler Handle)
{
    /// <summary>Counted and limited under this name.</summary>
    public string Name { get; } = $"{Method} {Path}";

    public static Operation Open(string method, string path, OperationHandler handle) =>
        new(method, path, BearerKind.None, handle);

    public static Operation WithAccess(string method, string path, OperationHandler handle) =>
        new(method, path, BearerKind.Access, handle);
}
