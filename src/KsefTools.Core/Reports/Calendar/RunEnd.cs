namespace KsefTools.Core.Reports.Calendar;

/// <summary>Something that ends on a day.</summary>
/// <param name="Day">Its midnight.</param>
/// <param name="Text">What ends.</param>
/// <param name="Name">Whose, where it is the office's own.</param>
/// <param name="Nips">Whose clients.</param>
internal sealed record RunEnd(DateTime Day, string Text, string? Name, IReadOnlyList<string> Nips);
