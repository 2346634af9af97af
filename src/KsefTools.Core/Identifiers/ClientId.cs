using KsefTools.Core.Letters;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// The client that a profile is about, by its NIP, or a part of one by its InternalId, which begins with that NIP.
/// Whatever takes a client takes a part as well, and whatever is kept for one is kept under <see cref="Value"/>.
/// </summary>
public readonly record struct ClientId
{
    private ClientId(Nip nip, InternalId? part) => (Nip, Part) = (nip, part);

    /// <summary>The taxpayer: the client itself, or the one that the part belongs to.</summary>
    public Nip Nip { get; }

    /// <summary>The part; null for the client itself.</summary>
    public InternalId? Part { get; }

    public bool IsPart => Part is not null;

    /// <summary>Ten digits, or for a part sixteen characters; empty for <c>default</c>.</summary>
    public string Value => Part?.Value ?? Nip.Value;

    /// <summary>For a letter in Polish: which number it is, and the number.</summary>
    public string InPolish => IsPart ? $"identyfikator wewnętrzny {Value}" : $"NIP {Value}";

    /// <summary>The same in English.</summary>
    public string InEnglish => IsPart ? $"InternalId {Value}" : $"NIP {Value}";

    /// <summary>In whose name a session acts for it.</summary>
    public ContextIdentifier Context => Part is { } part ? ContextIdentifier.Of(part) : ContextIdentifier.Of(Nip);

    public static implicit operator ClientId(Nip nip) => new(nip, null);

    public static implicit operator ClientId(InternalId part) => new(part.Nip, part);

    /// <summary>Takes exactly a NIP or an InternalId.</summary>
    public static bool TryParse(string? text, out ClientId client)
    {
        client = default;
        if (Nip.TryParse(text, out var nip))
            client = nip;
        else if (InternalId.TryParse(text, out var part))
            client = part;
        else
            return false;
        return true;
    }

    /// <summary>Takes either as people write it: spaces around it, another dash than the hyphen.</summary>
    public static bool TryParseLoose(string? text, out ClientId client)
    {
        client = default;
        if (text is null)
            return false;
        if (Nip.TryParseLoose(text, out var nip))
        {
            client = nip;
            return true;
        }
        var tidy = InvisibleLetters.Tidy(text).Trim();
        var isPart = InternalId.TryParse(tidy.Replace('\u2013', '-').Replace('\u2212', '-'), out var part);
        if (isPart)
            client = part;
        return isPart;
    }

    /// <summary>Takes exactly a NIP or an InternalId. What was given is not repeated in the error.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static ClientId Parse(string text) => InternalId.TryParse(text, out var part) ? part : Nip.Parse(text);

    public override string ToString() => Value;
}
