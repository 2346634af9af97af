namespace KsefTools.Core.Notices;

/// <summary>How a notice is written for the program that takes it.</summary>
public enum NoticeShape
{
    /// <summary>JSON of our own, for a program: docs/running-it.md.</summary>
    Plain,

    /// <summary>A message of Slack's incoming webhooks, in blocks of plain text.</summary>
    Slack,

    /// <summary>An adaptive card in a message, as a Teams workflow ("when a webhook request is received") takes
    /// it.</summary>
    Teams,
}
