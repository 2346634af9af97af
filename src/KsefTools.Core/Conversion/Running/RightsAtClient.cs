namespace KsefTools.Core.Conversion.Running;

/// <summary>How the proof at one client ended.</summary>
/// <param name="Proof">What the certificate may do there; null where it did not sign in.</param>
/// <param name="Problem">Why that is not enough, for a person; null where the proof holds.</param>
internal sealed record RightsAtClient(RightsProof? Proof, string? Problem)
{
    public bool Holds => Problem is null;
}
