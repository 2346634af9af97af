namespace KsefTools.Core.Conversion;

/// <summary>What to type next.</summary>
internal static class ConversionCommands
{
    public static CommandText Convert(string nip) => CommandText.Of("Convert-KsefToCertificate").With(nip);

    /// <summary>Writes the letter to a client who has to grant something.</summary>
    public static CommandText AskClient(string nip) => Convert(nip).Literally("-RequestPath .");

    /// <summary>Puts the replaced token out of use.</summary>
    public static CommandText Retire(string nip, string? identity = null) =>
        Convert(nip).With("Identity", identity).Literally("-RevokeToken");
}
