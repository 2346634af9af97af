using KsefTools.Sandbox.Hosting;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Sandbox.Tests.Contract;

/// <summary>What of the contract is served, and honestly: what is not.</summary>
public sealed class ServedOperationsTests
{
    /// <summary>
    /// Not served yet: an operation, or all operations below a path. Whoever serves one takes it from this list.
    /// </summary>
    private static readonly string[] NotServed = ["* /collective-identifiers", "* /invoices", "* /sessions"];

    [Fact]
    public void Nothing_is_served_that_the_contract_does_not_know()
    {
        var contract = ContractDocument.Instance;
        Assert.All(OperationTable.All, o => Assert.Contains(contract.Operations, c => Is(c, o.Method, o.Path)));
    }

    [Fact]
    public void What_is_not_served_is_on_the_list_and_nothing_else_is()
    {
        var contract = ContractDocument.Instance;
        var missing = contract.Operations.Where(c => !OperationTable.All.Any(o => Is(c, o.Method, o.Path))).ToList();
        var served = contract.Operations.Except(missing);
        Assert.Multiple(
            () => Assert.All(missing, m => Assert.Contains(NotServed, entry => Covers(entry, m))),
            () => Assert.All(NotServed, entry => Assert.Contains(missing, m => Covers(entry, m))),
            () => Assert.All(served, s => Assert.DoesNotContain(NotServed, entry => Covers(entry, s)))
        );
    }

    private static bool Is(ContractOperation operation, string method, string path) =>
        string.Equals(operation.ToString(), $"{method} {path}", StringComparison.Ordinal);

    private static bool Covers(string entry, ContractOperation operation) =>
        entry.StartsWith("* ", StringComparison.Ordinal)
            ? $"{operation.Template}/".StartsWith($"{entry[2..]}/", StringComparison.Ordinal)
            : string.Equals(entry, operation.ToString(), StringComparison.Ordinal);
}
