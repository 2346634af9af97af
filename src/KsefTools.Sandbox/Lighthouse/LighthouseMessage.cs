namespace KsefTools.Sandbox.Lighthouse;

/// <summary>One announcement of the status page.</summary>
internal sealed record LighthouseMessage(
    string Id,
    string EventId,
    string Category,
    string Type,
    string Title,
    string Text,
    DateTimeOffset Start,
    int Version,
    DateTimeOffset Published
);
