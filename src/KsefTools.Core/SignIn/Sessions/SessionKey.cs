using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>
/// Under which name a session is cached: a hash of environment, context and reference, keyed by the token itself, so
/// that a replaced secret finds no session of the old one.
/// </summary>
internal static class SessionKey
{
    internal static string Of(KsefEnvironment environment, ContextIdentifier context, TokenText token) =>
        Of(environment, context, $"{token.Reference}", token.Secret.Reveal());

    /// <summary>A certificate is known by its fingerprint; a renewed one finds no session of the old one.</summary>
    internal static string Of(KsefEnvironment environment, ContextIdentifier context, CertificateDetails certificate) =>
        Of(environment, context, "certificate", certificate.Fingerprint);

    /// <summary>
    /// A session that was opened by signing elsewhere has nothing here that it could be known by but whose it is; a
    /// newer signature of the same holder takes its place.
    /// </summary>
    internal static string OfSignedElsewhere(KsefEnvironment environment, ContextIdentifier context, string holder) =>
        Of(environment, context, "signed elsewhere", holder);

    private static string Of(KsefEnvironment environment, ContextIdentifier context, string name, string key) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(key),
                Encoding.UTF8.GetBytes($"{environment.BaseAddress}\n{context}\n{name}")
            )
        );
}
