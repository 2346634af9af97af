using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn;

/// <summary>
/// Under which name a session is cached: a hash of environment, context and reference, keyed by the token itself, so
/// that a replaced secret finds no session of the old one.
/// </summary>
internal static class SessionKey
{
    internal static string Of(KsefEnvironment environment, ContextIdentifier context, TokenText token) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(token.Secret.Reveal()),
                Encoding.UTF8.GetBytes($"{environment.BaseAddress}\n{context}\n{token.Reference}")
            )
        );
}
