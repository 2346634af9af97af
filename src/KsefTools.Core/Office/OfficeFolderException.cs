namespace KsefTools.Core.Office;

/// <summary>A folder cannot serve as an office. The message names the folder and the next command.</summary>
public sealed class OfficeFolderException(
    OfficeFolderFailure failure,
    string path,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    public OfficeFolderFailure Failure { get; } = failure;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;
}
