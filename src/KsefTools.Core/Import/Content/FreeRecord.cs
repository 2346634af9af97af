using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Content;

/// <summary>
/// An entry of a password manager, in which NIP and token stand anywhere. The token's own text proves whose it is.
/// </summary>
internal static class FreeRecord
{
    /// <summary>Whether something in an entry is a token, or was one.</summary>
    public static bool IsAboutToken(IReadOnlyList<string> texts) =>
        Read(1, name: null, environment: null, texts) is not null;

    /// <summary>
    /// The entry as a row; null where nothing in it is like a token, so that it is about something else.
    /// </summary>
    /// <param name="number">Which one it is, from 1.</param>
    /// <param name="name">Its title.</param>
    /// <param name="environment">As it says; null where it does not.</param>
    /// <param name="texts">All that stands in it.</param>
    public static ImportRow? Read(int number, string? name, string? environment, IReadOnlyList<string> texts)
    {
        var clean = texts.Select(CellText.Clean).ToList();
        var tokens = clean.SelectMany(TokensInText.Find).Distinct().ToList();
        var damaged =
            tokens.Count == 0
                ? clean.Find(text => SecretShape.IsIn(text) && text.Contains("-EC-", StringComparison.Ordinal))
                : null;
        if (tokens.Count == 0 && damaged is null)
            return null;
        var title = CellText.OrNull(name);
        var nips = clean.SelectMany(text => NipsInText.Find(TokensInText.Without(text))).Distinct().ToList();
        var nip = NipOf(tokens, nips);
        return new ImportRow
        {
            Number = number,
            IsFree = true,
            Nip = nip,
            Nips = nip is null && nips.Count > 1 ? nips : [],
            Name = title is null || SecretShape.IsIn(title) ? null : title,
            Token = new SecretText(damaged ?? string.Join(' ', tokens.Select(token => token.Secret.Reveal()))),
            Environment = CellText.OrNull(environment),
        };
    }

    /// <summary>The client itself, or that part of it which a token names: a token opens nothing else.</summary>
    public static ClientId PartOr(ClientId client, TokenText? token) =>
        token?.Context is { Type: ContextType.InternalId } context
        && InternalId.TryParse(context.Value, out var part)
        && client == part.Nip
            ? part
            : client;

    private static ClientId? NipOf(List<TokenText> tokens, List<Nip> nips)
    {
        if (tokens.Count == 1 && tokens[0].Context?.Taxpayer is { } own && (nips.Count == 0 || nips.Contains(own)))
            return PartOr(own, tokens[0]);
        return nips.Count == 1 ? nips[0] : null;
    }
}
