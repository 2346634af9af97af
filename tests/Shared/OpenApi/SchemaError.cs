namespace KsefTools.Tests.OpenApi;

/// <summary>One departure of a JSON value from its schema, at a JSON pointer.</summary>
internal readonly record struct SchemaError(string Pointer, string Message);
