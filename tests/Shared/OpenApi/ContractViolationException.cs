namespace KsefTools.Tests.OpenApi;

/// <summary>A message went through <see cref="ContractHandler"/> that the contract does not allow.</summary>
public sealed class ContractViolationException(IReadOnlyCollection<ContractViolation> violations)
    : Exception(string.Join(Environment.NewLine, violations))
{
    public IReadOnlyCollection<ContractViolation> Violations { get; } = violations;
}
