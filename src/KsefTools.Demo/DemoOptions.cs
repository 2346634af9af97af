using KsefTools.Sandbox.Hosting;

namespace KsefTools.Demo;

/// <summary>What the demo is asked to do.</summary>
public sealed record DemoOptions
{
    /// <summary>How many clients the office has; from 60 on every situation occurs.</summary>
    public int Clients { get; init; } = 60;

    /// <summary>The same seed makes the same office.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many clients have a part with a token of its own.</summary>
    public int Parts { get; init; }

    /// <summary>Where to write every result; null for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Where to keep the office's files; null for a temporary folder that goes at the end.</summary>
    public string? OfficeFolder { get; init; }

    /// <summary>Whether to import and audit once more through the module in a real PowerShell.</summary>
    public bool WithShell { get; init; }

    /// <summary>Whether sandbox and client keep the published limits. Without them a test needs no minutes.</summary>
    public bool WithLimits { get; init; } = true;

    /// <summary>Has the sandbox play another KSeF than usual; null: the usual one.</summary>
    public Action<SandboxSettings>? Sandbox { get; init; }
}
