namespace KsefTools.Testing;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">137 after SIGKILL.</param>
/// <param name="Output">What it said since it was last read.</param>
/// <param name="Errors">What it said to the error stream, from its beginning.</param>
public sealed record ProcessEnd(int ExitCode, string Output, string Errors)
{
    public bool WasKilled => ExitCode == (OperatingSystem.IsWindows() ? -1 : 128 + 9);

    /// <summary>What it said, on both streams.</summary>
    public string Text => Output + Errors;

    /// <summary>The lines of <see cref="Output"/>.</summary>
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
