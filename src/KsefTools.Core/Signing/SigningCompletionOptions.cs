using KsefTools.Core.Certificates.Enrolment;

namespace KsefTools.Core.Signing;

/// <summary>How to take back what was signed.</summary>
public sealed record SigningCompletionOptions
{
    /// <summary>Whether what came too late is written again.</summary>
    public bool Reissues { get; init; } = true;

    /// <summary>How many at a time.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>How patiently to wait for certificates; null for the defaults.</summary>
    public EnrolmentOptions? Enrolment { get; init; }

    /// <summary>Hears of each step once it is on disk, from any thread.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Hears what a person should know beside the results, from any thread.</summary>
    public Action<string>? Warn { get; init; }
}
