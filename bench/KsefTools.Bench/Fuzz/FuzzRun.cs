using System.Diagnostics;

namespace KsefTools.Bench.Fuzz;

/// <summary>What a reader did with many inputs.</summary>
/// <param name="Target">The reader's name.</param>
/// <param name="Inputs">How many it was given.</param>
/// <param name="Refused">How many it refused by an exception that it promises.</param>
/// <param name="Slowest">The longest time that one input took.</param>
/// <param name="SlowestInput">That input, in Base64.</param>
/// <param name="Unexpected">Exceptions that it does not promise: how many of each, and the first input in
/// Base64.</param>
internal sealed record FuzzRun(
    string Target,
    int Inputs,
    int Refused,
    TimeSpan Slowest,
    string SlowestInput,
    IReadOnlyDictionary<string, (int Count, string First)> Unexpected
)
{
    /// <summary>Gives a reader its corpus, and then what is made of it.</summary>
    public static FuzzRun Of(FuzzTarget target, int inputs, int seed)
    {
        var mutator = new Mutator(seed);
        var unexpected = new Dictionary<string, (int Count, string First)>(StringComparer.Ordinal);
        var refused = 0;
        var slowest = TimeSpan.Zero;
        byte[] slowestInput = [];
        for (var number = 0; number < inputs; number++)
        {
            var input = number < target.Corpus.Count ? target.Corpus[number] : mutator.Next(target.Corpus);
            var started = Stopwatch.GetTimestamp();
            try
            {
                target.Read(input);
            }
            catch (Exception exception) when (target.Promised.Any(type => type.IsInstanceOfType(exception)))
            {
                refused++;
            }
            catch (Exception exception)
            {
                var kind = $"{exception.GetType().Name} in {new StackTrace(exception).GetFrame(0)?.GetMethod()?.Name}";
                var (count, first) = unexpected.GetValueOrDefault(kind, (0, Convert.ToBase64String(input)));
                unexpected[kind] = (count + 1, first);
            }
            var took = Stopwatch.GetElapsedTime(started);
            if (took > slowest)
                (slowest, slowestInput) = (took, input);
        }
        return new FuzzRun(target.Name, inputs, refused, slowest, Convert.ToBase64String(slowestInput), unexpected);
    }
}
