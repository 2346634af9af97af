using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>A token that KSeF has just made. It shows the text this once.</summary>
/// <param name="Reference">Its number.</param>
/// <param name="Text">The secret.</param>
/// <param name="ValidTo">
/// Its last moment, in UTC; null where KSeF names none, as all of 2026 do. What an answer of 2027 calls it is not
/// published, so nothing is read here yet.
/// </param>
internal sealed record MadeToken(string Reference, SecretText Text, DateTimeOffset? ValidTo);
