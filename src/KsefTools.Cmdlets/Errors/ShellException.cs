namespace KsefTools.Cmdlets.Errors;

/// <summary>What the shell itself refuses, before the engine is asked.</summary>
internal sealed class ShellException(ErrorKind kind, string message) : Exception(message)
{
    internal ErrorKind Kind { get; } = kind;
}
