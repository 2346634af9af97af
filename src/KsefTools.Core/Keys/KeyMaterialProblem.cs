namespace KsefTools.Core.Keys;

/// <summary>One reason not to use a certificate with its key.</summary>
/// <param name="Failure">The reason's stable name, the same in every language.</param>
/// <param name="Message">One sentence for a person, in the language of the session. Never contains a secret.</param>
public sealed record KeyMaterialProblem(KeyMaterialFailure Failure, string Message)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
