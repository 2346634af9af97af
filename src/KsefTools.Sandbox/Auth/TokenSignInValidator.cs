using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>Checks the body of POST /auth/ksef-token against its schema.</summary>
internal static class TokenSignInValidator
{
    private const int MostAddresses = 10;

    public sealed record Valid(byte[] Cipher, ContextIdentifier Context, IReadOnlyList<Ip4Range>? AllowedIps);

    /// <summary>The request's values, all well-formed.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public static Valid Validate(TokenSignInRequest request)
    {
        var faults = new List<string>();
        if (request.Challenge is not { Length: 36 })
            faults.Add("challenge: wymagane jest 36 znaków.");
        var context = ReadContext(request.ContextIdentifier, faults);
        var cipher = ReadBase64(request.EncryptedToken, "encryptedToken", faults);
        if (request.PublicKeyId is not null && request.PublicKeyId.Length != 44)
            faults.Add("publicKeyId: wymagane są 44 znaki.");
        var allowed = request.AuthorizationPolicy?.AllowedIps is { } ips ? ReadIps(ips, faults) : null;
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
        return new Valid(cipher!, context!, allowed);
    }

    private static ContextIdentifier? ReadContext(IdentifierBody? body, List<string> faults)
    {
        if (body?.Value is not { Length: > 0 } value || !Enums.TryParse<ContextIdentifierType>(body.Type, out var type))
        {
            faults.Add("contextIdentifier: wymagany jest typ Nip, InternalId, NipVatUe lub PeppolId oraz wartość.");
            return null;
        }

        if (type == ContextIdentifierType.Nip && !Formats.IsNip(value))
            faults.Add("contextIdentifier.value: nieprawidłowy NIP.");
        return new ContextIdentifier(type, value);
    }

    private static byte[]? ReadBase64(string? text, string field, List<string> faults)
    {
        var buffer = new byte[(text?.Length ?? 0) * 3 / 4 + 3];
        if (!string.IsNullOrEmpty(text) && Convert.TryFromBase64String(text, buffer, out var written))
            return buffer[..written];
        faults.Add($"{field}: wymagana jest wartość Base64.");
        return null;
    }

    private static List<Ip4Range> ReadIps(AllowedIpsBody body, List<string> faults)
    {
        var read = new List<Ip4Range>();
        ReadEach(body.Ip4Addresses, "ip4Addresses", Ip4Range.ParseAddress, read, faults);
        ReadEach(body.Ip4Ranges, "ip4Ranges", Ip4Range.ParseRange, read, faults);
        ReadEach(body.Ip4Masks, "ip4Masks", Ip4Range.ParseMask, read, faults);
        return read;
    }

    private static void ReadEach(
        IReadOnlyList<string>? texts,
        string field,
        Func<string, Ip4Range?> parse,
        List<Ip4Range> read,
        List<string> faults
    )
    {
        if (texts is { Count: > MostAddresses })
            faults.Add($"allowedIps.{field}: dozwolone jest najwyżej {MostAddresses} pozycji.");
        foreach (var text in texts ?? [])
        {
            if (parse(text) is { } range)
                read.Add(range);
            else
                faults.Add($"allowedIps.{field}: nieprawidłowa wartość '{text}'.");
        }
    }
}
