namespace KsefTools.Tests.OpenApi;

/// <summary>
/// One request and its answer that went through <see cref="ContractHandler"/>, for counting what was covered.
/// </summary>
/// <param name="Operation">Method and path template.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type of the answer; empty where it has no body.</param>
public readonly record struct ContractExchange(string Operation, int Status, string ContentType);
