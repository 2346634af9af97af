using KsefTools.Bench.Fuzz;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Fuzz;

/// <summary>Each reader of what others write, given what is nearly right; long runs: <c>bench -- fuzz</c>.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Inputs = 2_000;

    private readonly TemporaryFolder _folder = new("kseftools-fuzz-");

    public static TheoryData<string> Readers =>
        [.. new FuzzTargets(Path.GetTempPath()).All.Select(target => target.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_reader_throws_nothing_that_it_does_not_promise(string reader)
    {
        var target = new FuzzTargets(_folder.Path).All.Single(target => target.Name == reader);

        var run = FuzzRun.Of(target, Inputs, seed: 1);

        Assert.Empty(run.Unexpected.Select(kind => $"{kind.Value.Count} x {kind.Key}: {kind.Value.First}"));
    }

    [Fact]
    public void A_reader_that_throws_something_else_is_found()
    {
        var fragile = new FuzzTarget("fragile", ["12"u8.ToArray()], input => _ = int.Parse(input, null));

        Assert.NotEmpty(FuzzRun.Of(fragile, Inputs, seed: 1).Unexpected);
    }

    [Fact]
    public void The_same_seed_makes_the_same_inputs()
    {
        IReadOnlyList<byte[]> corpus = ["first text"u8.ToArray(), "second text"u8.ToArray()];
        var (one, other) = (new Mutator(7), new Mutator(7));

        Assert.Equal(
            Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(one.Next(corpus))),
            Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(other.Next(corpus)))
        );
    }
}
