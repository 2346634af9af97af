using System.Text;

namespace KsefTools.Sandbox.Seeding;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). Our own, because the same seed must give the same bytes on every runtime,
/// and <see cref="System.Random"/> promises that for no seed. Not for secrets of a real system.
/// </summary>
internal sealed class SeedRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>
    /// A stream of its own for one purpose, so that choosing another file format changes no client. FNV-1a of the
    /// label.
    /// </summary>
    public static SeedRandom For(int seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(purpose))
            hash = (hash ^ b) * 1099511628211UL;
        return new SeedRandom(hash ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL));
    }

    /// <summary>From 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public int Next(int exclusiveMax) => (int)(NextBits() % (uint)exclusiveMax);

    /// <summary>From <paramref name="min"/> to <paramref name="max"/>, both possible.</summary>
    public int Between(int min, int max) => min + Next(max - min + 1);

    /// <summary>True in so many percent of cases.</summary>
    public bool Percent(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    public T OneOf<T>(params ReadOnlySpan<T> from) => from[Next(from.Length)];

    /// <summary>Uppercase hexadecimal digits.</summary>
    public string Hex(int digits)
    {
        const string alphabet = "0123456789ABCDEF";
        return string.Create(
            digits,
            this,
            static (span, random) =>
            {
                foreach (ref var c in span)
                    c = alphabet[random.Next(16)];
            }
        );
    }

    /// <summary>Fisher-Yates, in place.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
