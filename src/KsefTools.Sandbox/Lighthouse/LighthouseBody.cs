namespace KsefTools.Sandbox.Lighthouse;

/// <summary>Body of the status page.</summary>
internal sealed record LighthouseBody(string Status, IReadOnlyList<LighthouseMessage>? Messages);
