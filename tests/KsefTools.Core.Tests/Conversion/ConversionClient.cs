using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A client of the bench, or a part of one.</summary>
/// <param name="Nip">Ten digits; of a part its InternalId.</param>
/// <param name="Token">The token's reference number; null for a client without.</param>
/// <param name="Secret">Where the token is.</param>
internal sealed record ConversionClient(string Nip, string? Token, SecretAddress Secret)
{
    public ContextIdentifier Context => ContextOf(Nip);

    /// <summary>The taxpayer itself.</summary>
    public SubjectIdentifier Owner => SubjectIdentifier.Nip(Nip[..10]);

    public static ContextIdentifier ContextOf(string nip) =>
        new(nip.Length > 10 ? ContextIdentifierType.InternalId : ContextIdentifierType.Nip, nip);
}
