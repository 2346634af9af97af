namespace KsefTools.Bench.Fuzz;

/// <summary>A reader of text or bytes of others.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Corpus">What it reads in earnest, from which inputs are made.</param>
/// <param name="Read">Reads one input.</param>
/// <param name="Promised">The exceptions that the reader's own description names.</param>
internal sealed record FuzzTarget(
    string Name,
    IReadOnlyList<byte[]> Corpus,
    Action<byte[]> Read,
    params IReadOnlyList<Type> Promised
);
