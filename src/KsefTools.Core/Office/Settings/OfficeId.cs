using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// What tells an office's secrets from those of another office in the same vault: eight hexadecimal digits in
/// office.yaml, so that they are the same for all who share the folder or its repository.
/// </summary>
public static class OfficeId
{
    private const int Bytes = 4;

    /// <summary>One for a new office.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// What an office from before there were such numbers takes, once it needs one: where it is tells it from another
    /// folder of the same NIP.
    /// </summary>
    public static string Of(Nip nip, string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{nip.Value}\n{path}")))[..(2 * Bytes)];

    public static bool IsValid(string text) => text.Length == 2 * Bytes && text.All(char.IsAsciiHexDigit);
}
