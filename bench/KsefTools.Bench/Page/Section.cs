namespace KsefTools.Bench.Page;

/// <summary>A part of the page.</summary>
/// <param name="Name">As the page's comments have it.</param>
/// <param name="MeasureAsync">Its figures, in Markdown.</param>
internal sealed record Section(string Name, Func<BenchProcess, CancellationToken, Task<string>> MeasureAsync);
