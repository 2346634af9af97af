namespace KsefTools;

/// <summary>An end that is known: on a day, of one thing, for one client or many.</summary>
public sealed record KsefCalendarEntry
{
    public required CalendarKind Kind { get; init; }

    /// <summary>The day in local time, its midnight.</summary>
    public required DateTime Date { get; init; }

    /// <summary>The moment in UTC, where it is more than a day.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whole days from when this object was made; negative for what is over.</summary>
    public required int DaysLeft { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Text { get; init; }

    /// <summary>The clients that it is about; none for what is the office's own.</summary>
    public TextList<string> Nip { get; init; } = new([]);

    /// <summary>The office's identity, or the one client's name.</summary>
    public string? Name { get; init; }

    /// <summary>Of a certificate.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The audit run that knows it; null for what is known without one.</summary>
    public string? RunId { get; init; }

    /// <summary>The office's folder.</summary>
    public string? OfficePath { get; init; }
}
