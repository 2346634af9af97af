using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api;

/// <summary>
/// What a protected call carries: the bearer token, and the context whose rate limits the call uses up.
/// </summary>
/// <param name="Text">The JWT.</param>
/// <param name="Context">In whose name the session acts.</param>
/// <param name="ValidUntil">When KSeF stops taking it.</param>
public sealed record AccessToken(SecretText Text, ContextIdentifier Context, DateTimeOffset ValidUntil);
