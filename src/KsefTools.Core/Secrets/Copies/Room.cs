namespace KsefTools.Core.Secrets.Copies;

/// <summary>What a disk has left.</summary>
internal static class Room
{
    /// <summary>
    /// The bytes that this user may still write to the disk of a folder; null where nobody knows: a share, for example.
    /// </summary>
    public static long? On(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
