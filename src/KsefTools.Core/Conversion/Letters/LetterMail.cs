using System.Net.Mail;
using System.Text;
using KsefTools.Core.Files;

namespace KsefTools.Core.Conversion.Letters;

/// <summary>
/// A letter as a draft that a mail program opens ready to send (.eml). The platform writes the message; it wants a
/// sender and a receiver, which are taken out again where nobody has named them.
/// </summary>
internal static class LetterMail
{
    // RFC 2606 keeps this domain from ever belonging to anybody.
    private const string Nobody = "nobody@example.invalid";

    /// <summary>The message.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="text">Its text.</param>
    /// <param name="contact">
    /// The address, as the profile has it; anything but one address leaves the line to a person.
    /// </param>
    public static byte[] Write(string subject, string text, string? contact)
    {
        var receiver = Receiver(contact);
        var folder = Directory.CreateTempSubdirectory("ksef-letter-");
        try
        {
            using var message = new MailMessage(new MailAddress(Nobody), receiver ?? new MailAddress(Nobody))
            {
                // A line break would begin a header of its own.
                Subject = PlainText.Line(subject),
                SubjectEncoding = Encoding.UTF8,
                Body = text,
                BodyEncoding = Encoding.UTF8,
                HeadersEncoding = Encoding.UTF8,
            };
            // Outlook opens a message with this header for writing instead of reading.
            message.Headers.Add("X-Unsent", "1");
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = folder.FullName,
            };
            client.Send(message);
            return Strip(RegularFile.ReadAllText(folder.EnumerateFiles().Single().FullName), receiver is null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// One address, with or without a name before it. A list is refused: nobody has decided that each of them gets the
    /// letter.
    /// </summary>
    private static MailAddress? Receiver(string? contact) =>
        contact is not null
        && contact.AsSpan().Count('@') == 1
        && !contact.AsSpan().ContainsAny(',', ';')
        && PlainText.IsHarmless(contact)
        && MailAddress.TryCreate(contact, out var address)
            ? address
            : null;

    private static byte[] Strip(string message, bool withoutReceiver)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = message[..end]
            .Split("\r\n")
            .Where(line =>
                !line.StartsWith("X-Sender:", StringComparison.OrdinalIgnoreCase)
                && !line.StartsWith("X-Receiver:", StringComparison.OrdinalIgnoreCase)
                && !line.StartsWith("From:", StringComparison.OrdinalIgnoreCase)
                && !(withoutReceiver && line.StartsWith("To:", StringComparison.OrdinalIgnoreCase))
            );
        return Encoding.UTF8.GetBytes(string.Join("\r\n", headers) + message[end..]);
    }
}
