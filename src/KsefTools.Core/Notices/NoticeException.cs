namespace KsefTools.Core.Notices;

/// <summary>A notice did not get through. The message is for a person, and holds no secret and no address.</summary>
public sealed class NoticeException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    internal static NoticeException SecretMissing(string name) =>
        new(
            UiText.Of(
                $"the secret {Secrets.QuotedText.Of(name)} is not in the vault.",
                $"w magazynie nie ma sekretu {Secrets.QuotedText.Of(name)}."
            )
        );

    internal static NoticeException AddressUnsafe() =>
        new(
            UiText.Of(
                "the address is neither https nor on this computer.",
                "adres nie zaczyna się od https ani nie wskazuje na ten komputer."
            )
        );

    internal static NoticeException Refused(int status) =>
        new(
            UiText.Of(
                $"the server answered with status {status}. A redirection is not followed.",
                $"serwer odpowiedział statusem {status}. Przekierowania nie są wykonywane."
            )
        );

    internal static NoticeException TooLate(TimeSpan limit) =>
        new(
            UiText.Of(
                $"the server did not answer within {limit.TotalSeconds:0} s.",
                $"serwer nie odpowiedział w ciągu {limit.TotalSeconds:0} s."
            )
        );

    internal static NoticeException NoTls() =>
        new(
            UiText.Of(
                "the server offers no TLS, without which nothing is sent to another computer.",
                "serwer nie oferuje TLS, bez którego nic nie jest wysyłane do innego komputera."
            )
        );

    // What the server says to it is left out: it might repeat what it was sent.
    internal static NoticeException SignInRefused(Exception cause) =>
        new(
            UiText.Of("the mail server refused user or password.", "serwer poczty odrzucił użytkownika lub hasło."),
            cause
        );

    internal static NoticeException Failed(Exception cause) => new(Secrets.SecretShape.Blot(cause.Message), cause);
}
