namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">137 after SIGKILL.</param>
/// <param name="Outcomes">What it said of each of its works.</param>
/// <param name="Errors">What it said to the error stream.</param>
internal sealed record DoomedEnd(int ExitCode, IReadOnlyList<string> Outcomes, string Errors)
{
    public bool WasKilled => ExitCode == (OperatingSystem.IsWindows() ? -1 : 128 + 9);
}
