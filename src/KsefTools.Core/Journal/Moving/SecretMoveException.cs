namespace KsefTools.Core.Journal.Moving;

/// <summary>A secret stays where it is, for a reason that the message tells a person.</summary>
public sealed class SecretMoveException(string message) : Exception(message);
