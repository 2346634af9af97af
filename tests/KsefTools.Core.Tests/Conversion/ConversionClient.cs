using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A client of the bench.</summary>
/// <param name="Nip">Ten digits.</param>
/// <param name="Token">The token's reference number; null for a client without.</param>
/// <param name="Secret">Where the token is.</param>
internal sealed record ConversionClient(string Nip, string? Token, SecretAddress Secret);
