namespace KsefTools.Core.Runs.Storage;

/// <summary>The order of runs by their folders' names: by moment, then by number.</summary>
internal static class RunNames
{
    public static readonly IComparer<string> Comparer = Comparer<string>.Create(
        static (one, other) => Key(one).CompareTo(Key(other))
    );

    private static (string Moment, int Number) Key(string folder)
    {
        var name = Path.GetFileName(folder);
        var moment = name.IndexOf('Z', StringComparison.Ordinal) + 1;
        return (
            name[..moment],
            moment < name.Length && int.TryParse(name.AsSpan(moment + 1), out var number) ? number : 1
        );
    }
}
