namespace KsefTools.Core.Office;

/// <summary>
/// A file of the office cannot be used or must not be changed. The message carries file, line and column.
/// </summary>
/// <param name="problems">What is wrong; at least one.</param>
/// <param name="innerException">What the system said, where it said something.</param>
public sealed class OfficeFileException(IReadOnlyList<OfficeFileProblem> problems, Exception? innerException = null)
    : Exception(string.Join(Environment.NewLine, problems), innerException)
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<OfficeFileProblem> Problems { get; } = problems;
}
