using System.Globalization;
using KsefTools.Core.Identifiers;

namespace KsefTools.Bench.Office;

/// <summary>Valid NIPs in order, always the same ones.</summary>
internal static class Nips
{
    internal static IEnumerable<Nip> Take(int count) => All().Take(count);

    private static IEnumerable<Nip> All()
    {
        for (var number = 1_110_000_000L; ; number++)
            if (Nip.TryParse(number.ToString(CultureInfo.InvariantCulture), out var nip))
                yield return nip;
    }
}
