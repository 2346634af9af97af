namespace KsefTools.Core.Secrets;

/// <summary>A vault's name in sentences.</summary>
public static class VaultName
{
    /// <summary>In quotes; the session's default vault is called so.</summary>
    public static string Of(string? vault) => vault is null ? UiText.Of("(default)", "(domyślny)") : $"'{vault}'";
}
