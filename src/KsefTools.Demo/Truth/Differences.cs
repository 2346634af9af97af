namespace KsefTools.Demo.Truth;

/// <summary>Collects where truth and findings disagree, in a sentence each.</summary>
internal sealed class Differences
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Compare<T>(string who, string what, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            Add(who, what, $"{expected}", $"{found}");
    }

    public void Add(string who, string what, string expected, string found) =>
        _sentences.Add($"{who}: {what}: truth [{expected}], found [{found}]");
}
