namespace KsefTools.Tests.OpenApi;

/// <summary>One thing in one HTTP message that the contract does not allow.</summary>
/// <param name="Operation">
/// Method and path template, e.g. <c>POST /auth/ksef-token</c>; the raw path where it is unknown.
/// </param>
/// <param name="Place">
/// Where: <c>request</c> or <c>response 400</c>, then a JSON pointer, a header or a parameter.
/// </param>
/// <param name="Message">What is wrong, without the offending value: it may be a secret.</param>
public sealed record ContractViolation(string Operation, string Place, string Message)
{
    public override string ToString() => $"{Operation}, {Place}: {Message}";
}
