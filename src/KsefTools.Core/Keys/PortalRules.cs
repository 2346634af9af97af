namespace KsefTools.Core.Keys;

/// <summary>
/// What KSeF's own portal asks of a certificate's name and of the key's password: programs that take its files were
/// made for these.
/// </summary>
public static class PortalRules
{
    private const int LongestName = 50;
    private const string Signs = "!@#$%^&*()-_=+";

    /// <summary>Why a name is none of the portal's; null where it is one.</summary>
    /// <param name="name">The files' name, without an ending.</param>
    public static string? RefusalOfName(string name) =>
        name is { Length: >= 5 and <= LongestName } && name.All(IsOfName)
            ? null
            : UiText.Of(
                "KSeF's portal names certificates with 5 to 50 letters (no Polish ones), digits, spaces, - and _.",
                "Portal KSeF nazywa certyfikaty, używając od 5 do 50 liter (bez polskich znaków), cyfr, spacji, - i _."
            );

    /// <summary>A secret's name as the portal would take it: from its end, which no other certificate has.</summary>
    public static string NameOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        while (secret.Length > LongestName && secret.Contains('-', StringComparison.Ordinal))
            secret = secret[(secret.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return secret;
    }

    /// <summary>Why a password is none of the portal's; null where it is one. Says nothing of the password.</summary>
    public static string? RefusalOfPassword(string password) =>
        password is { Length: >= 15 and <= 32 }
        && password.Any(char.IsAsciiLetterUpper)
        && password.Any(char.IsAsciiLetterLower)
        && password.Any(char.IsAsciiDigit)
        && password.Any(letter => Signs.Contains(letter, StringComparison.Ordinal))
        // Programs disagree on how to encode other letters, and a key that one of them cannot open is lost to it.
        && password.All(letter => letter is >= ' ' and <= '~')
            ? null
            : UiText.Of(
                "KSeF's portal asks for a password of 15 to 32 characters with a capital letter, a small one, a digit "
                    + $"and one of {Signs}, without Polish letters.",
                "Portal KSeF wymaga hasła od 15 do 32 znaków, z wielką i małą literą, cyfrą i jednym ze znaków "
                    + $"{Signs}, bez polskich liter."
            );

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_';
}
