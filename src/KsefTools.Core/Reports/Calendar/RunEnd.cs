namespace KsefTools.Core.Reports.Calendar;

/// <summary>Something that ends on a day.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Day">Its midnight, in local time.</param>
/// <param name="Text">What ends.</param>
/// <param name="Name">Whose, where it is the office's own.</param>
/// <param name="Nips">Whose clients.</param>
internal sealed record RunEnd(CalendarKind Kind, DateTime Day, string Text, string? Name, IReadOnlyList<string> Nips)
{
    /// <summary>The moment, where it is more than a day.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Of a certificate.</summary>
    public string? Serial { get; init; }
}
