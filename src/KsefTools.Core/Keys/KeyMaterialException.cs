namespace KsefTools.Core.Keys;

/// <summary>A certificate with its key cannot be used, for the one reason that <see cref="Failure"/> names.</summary>
/// <remarks>
/// The platform's own exception is not kept behind it: it names passwords where none is at fault.
/// </remarks>
public sealed class KeyMaterialException(KeyMaterialProblem problem) : Exception(problem.Message)
{
    /// <summary>The reason.</summary>
    public KeyMaterialFailure Failure { get; } = problem.Failure;
}
