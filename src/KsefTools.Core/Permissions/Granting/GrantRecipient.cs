using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>A person who is let in: by what KSeF is to know them, and who they are.</summary>
/// <param name="Subject"><c>Pesel</c>, <c>Nip</c> or <c>Fingerprint</c>.</param>
/// <param name="Details">The name; beside a fingerprint also the number.</param>
public sealed record GrantRecipient(TypedIdentifier Subject, PersonSubject Details)
{
    private const int FingerprintLength = 64;

    /// <summary>Takes what a person typed.</summary>
    /// <param name="firstName">The first name.</param>
    /// <param name="lastName">The last name.</param>
    /// <param name="pesel">The PESEL; null where the NIP is given.</param>
    /// <param name="nip">The person's own NIP; null where the PESEL is given.</param>
    /// <param name="fingerprint">
    /// The SHA-256 of a certificate that shows neither, in any spelling; null for none.
    /// </param>
    /// <exception cref="FormatException">Nothing, too much, or something malformed was given.</exception>
    public static GrantRecipient Of(string firstName, string lastName, string? pesel, string? nip, string? fingerprint)
    {
        var number = NumberOf(pesel, nip);
        if (fingerprint is null)
            return new GrantRecipient(number, PersonSubject.ByIdentifier(firstName, lastName));
        var digits = string.Concat(fingerprint.Where(char.IsAsciiHexDigit)).ToUpperInvariant();
        return digits.Length == FingerprintLength
            ? new GrantRecipient(
                new TypedIdentifier("Fingerprint", digits),
                PersonSubject.ByFingerprint(firstName, lastName, number)
            )
            : throw new FormatException(
                UiText.Of(
                    "A fingerprint is the SHA-256 of the certificate: 64 hexadecimal digits.",
                    "Odcisk palca to SHA-256 certyfikatu: 64 cyfry szesnastkowe."
                )
            );
    }

    private static TypedIdentifier NumberOf(string? pesel, string? nip) =>
        (pesel, nip) switch
        {
            ({ }, null) => Pesel.TryParse(pesel, out var parsed)
                ? new TypedIdentifier("Pesel", parsed.Value)
                : throw new FormatException(
                    UiText.Of(
                        "This is not a PESEL: eleven digits, of which the last is a check digit.",
                        "To nie jest PESEL: jedenaście cyfr, z których ostatnia jest kontrolna."
                    )
                ),
            (null, { }) => new TypedIdentifier("Nip", nip),
            _ => throw new FormatException(
                UiText.Of(
                    "Give the person's -Pesel or -PersonNip, one of them.",
                    "Podaj -Pesel albo -PersonNip osoby, jedno z nich."
                )
            ),
        };
}
