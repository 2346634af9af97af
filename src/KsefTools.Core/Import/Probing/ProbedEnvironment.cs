namespace KsefTools.Core.Import.Probing;

/// <summary>Where a token lives, as KSeF said.</summary>
/// <param name="Environment">The environment that knows it; null where none does, or one could not be asked.</param>
/// <param name="IsDoubtful">Whether no environment knows it, or one knows it as somebody else's.</param>
/// <param name="Reason">What was said, in one sentence.</param>
public sealed record ProbedEnvironment(string? Environment, bool IsDoubtful, string Reason);
