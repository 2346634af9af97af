using System.Globalization;

namespace KsefTools.Core.Runs.Storage;

/// <summary>The order of runs by their folders' names: by moment, then by number.</summary>
internal static class RunNames
{
    public static readonly IComparer<string> Comparer = Comparer<string>.Create(
        static (one, other) =>
        {
            var (first, second) = (Path.GetFileName(one), Path.GetFileName(other));
            var moments = string.CompareOrdinal(MomentOf(first), MomentOf(second));
            return moments != 0 ? moments : NumberOf(first).CompareTo(NumberOf(second));
        }
    );

    /// <summary>Which of the runs of its minute it is, counted from 1.</summary>
    public static int NumberOf(string name)
    {
        var moment = MomentOf(name).Length;
        return
            moment < name.Length && int.TryParse(name.AsSpan(moment + 1), CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;
    }

    private static string MomentOf(string name) => name[..(name.IndexOf('Z', StringComparison.Ordinal) + 1)];
}
