namespace KsefTools.Core.Office;

/// <summary>Why a folder cannot serve as an office.</summary>
public enum OfficeFolderFailure
{
    /// <summary>There is no office.yaml in it.</summary>
    NotFound,

    /// <summary>A new office was to be created where one is already.</summary>
    Exists,

    /// <summary>The folder cannot be read or written.</summary>
    NotAccessible,

    /// <summary>Another process does the same work in it, and did not end within the wait.</summary>
    Busy,
}
