namespace KsefTools.Practice;

/// <summary>A folder that its owner alone can enter and that goes with this object.</summary>
public sealed class TemporaryFolder(string prefix) : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
