using System.Diagnostics.CodeAnalysis;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// A KSeF token's own text, <c>reference|context|secret</c>. The reference and the context may be shown; the last
/// segment is the secret and comes out only as part of <see cref="Secret"/>.
/// </summary>
[System.Diagnostics.DebuggerDisplay("{ToString()}")]
public sealed class TokenText : IEquatable<TokenText>
{
    /// <summary>The contract's longest token.</summary>
    public const int MaxLength = 160;

    /// <summary>The kind of reference number that names a token.</summary>
    public const string ReferenceKind = "EC";

    private const int UsualSecretLength = 64;

    private TokenText(ReferenceNumber reference, ContextIdentifier? context, SecretText secret, bool hasUsualSecret) =>
        (Reference, Context, Secret, HasUsualSecret) = (reference, context, secret, hasUsualSecret);

    /// <summary>The token's reference number, by which KSeF lists it.</summary>
    public ReferenceNumber Reference { get; }

    /// <summary>
    /// The context that the text names; null where the text has no such segment or one of a kind not known here. Its
    /// checksum is not verified: KSeF made it, and it is evidence, not input.
    /// </summary>
    public ContextIdentifier? Context { get; }

    /// <summary>The taxpayer that the text names; null where it names another kind of context, or none.</summary>
    public Nip? Taxpayer =>
        Context is { Type: ContextType.Nip } context && Nip.TryParse(context.Value, out var nip) ? nip : null;

    /// <summary>
    /// In whose name the token acts for a client: the context of its text, where that is the client's; the client
    /// itself where the text names none. Null for another client's token, whose session would act there.
    /// </summary>
    public ContextIdentifier? ContextFor(ContextIdentifier client) =>
        Context is null ? client
        : Context.IsOf(client) ? Context
        : null;

    /// <summary>The whole text, as KSeF gave it and as it is encrypted at a sign-in.</summary>
    public SecretText Secret { get; }

    /// <summary>
    /// Whether the secret segment is 64 hexadecimal digits, as all known tokens have. The contract does not promise it,
    /// so another shape is a reason to warn, not to refuse.
    /// </summary>
    public bool HasUsualSecret { get; }

    public static bool TryParse(SecretText? text, [NotNullWhen(true)] out TokenText? token) =>
        TryParse(text?.Reveal(), text?.Origin, out token);

    /// <summary>Takes the text with spaces around it: a paste often brings some.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenText? token) =>
        TryParse(text, origin: null, out token);

    private static bool TryParse(string? text, SecretAddress? origin, [NotNullWhen(true)] out TokenText? token)
    {
        token = null;
        var trimmed = text?.Trim();
        if (trimmed is null or { Length: > MaxLength })
            return false;
        var segments = trimmed.Split('|');
        if (
            segments.Length is not (2 or 3)
            || !ReferenceNumber.TryParse(segments[0], out var reference)
            || !string.Equals(reference.Kind, ReferenceKind, StringComparison.Ordinal)
            || !IsSecret(segments[^1])
        )
            return false;
        token = new TokenText(
            reference,
            segments.Length == 3 ? ReadContext(segments[1]) : null,
            origin is { } address ? new SecretText(trimmed).From(address) : new SecretText(trimmed),
            segments[^1].Length == UsualSecretLength && segments[^1].All(char.IsAsciiHexDigit)
        );
        return true;
    }

    /// <summary>The same token, not bound to the environment that its secret was stored for.</summary>
    internal TokenText Unbound() => new(Reference, Context, new SecretText(Secret.Reveal()), HasUsualSecret);

    public bool Equals(TokenText? other) => other is not null && Secret.Equals(other.Secret);

    public override bool Equals(object? obj) => Equals(obj as TokenText);

    public override int GetHashCode() => Secret.GetHashCode();

    /// <summary>Reference and context; the secret as <c>***</c>.</summary>
    public override string ToString() => Context is null ? $"{Reference}|***" : $"{Reference}|{Context}|***";

    // Hexadecimal in the contract's sample, Base64 in reports of others: anything but a space will do.
    private static bool IsSecret(string segment) =>
        segment.Length > 0 && segment.All(letter => letter is > ' ' and < '\x7f');

    private static ContextIdentifier? ReadContext(string segment)
    {
        var dash = segment.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || ReadType(segment[..dash]) is not { } type)
            return null;
        var value = segment[(dash + 1)..];
        var fits = type switch
        {
            ContextType.Nip => Nip.HasShape(value),
            ContextType.InternalId => InternalId.HasShape(value),
            _ => value.Length > 0,
        };
        return fits ? new ContextIdentifier(type, value) : null;
    }

    private static ContextType? ReadType(string prefix) =>
        prefix.ToUpperInvariant() switch
        {
            "NIP" => ContextType.Nip,
            "INTERNALID" => ContextType.InternalId,
            "NIPVATUE" => ContextType.NipVatUe,
            "PEPPOLID" => ContextType.PeppolId,
            _ => null,
        };
}
