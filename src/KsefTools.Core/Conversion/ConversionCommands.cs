namespace KsefTools.Core.Conversion;

/// <summary>What to type next.</summary>
internal static class ConversionCommands
{
    public static string Convert(string nip) => $"Convert-KsefToCertificate {nip}";

    /// <summary>Writes the letter to a client who has to grant something.</summary>
    public static string AskClient(string nip) => $"Convert-KsefToCertificate {nip} -RequestPath .";

    /// <summary>Puts the replaced token out of use.</summary>
    public static string Retire(string nip, string? identity = null) =>
        identity is null
            ? $"Convert-KsefToCertificate {nip} -RevokeToken"
            : $"Convert-KsefToCertificate {nip} -Identity {identity} -RevokeToken";
}
