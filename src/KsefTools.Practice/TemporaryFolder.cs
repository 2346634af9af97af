namespace KsefTools.Practice;

/// <summary>A folder that its owner alone can enter and that goes with this object.</summary>
public sealed class TemporaryFolder(string prefix = "kseftools-") : IDisposable
{
    private const int Tries = 10;

    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>The full path of what has that name in it.</summary>
    public string PathOf(string name) => System.IO.Path.Join(Path, name);

    /// <summary>Removes it with all that is in it.</summary>
    /// <exception cref="IOException">Somebody goes on writing into it, or holds a file of it.</exception>
    public void Dispose()
    {
        for (var tried = 1; Directory.Exists(Path); tried++)
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (tried < Tries)
            {
                // A process or task that was given up writes its last file while its folder goes.
            }
    }
}
