namespace KsefTools.Core.Api.Watching;

/// <summary>What happened to a request.</summary>
/// <param name="Text">One sentence, without anything that was sent or answered.</param>
/// <param name="Wait">How long KSeF asks to wait before the next one; null where it asks for nothing.</param>
public sealed record RequestNews(string Text, TimeSpan? Wait = null);
