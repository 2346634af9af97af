using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office;

/// <summary>
/// Whose a secret is. Several offices may use one vault, and a vault remembers names and texts alone: so the name says
/// the office, and of a name from before that, what lies there is compared with what the office's file says.
/// </summary>
public static class SecretOwner
{
    /// <summary>Whether the name says another office than this one.</summary>
    public static bool IsOfAnother(OfficeFolder office, string name)
    {
        ArgumentNullException.ThrowIfNull(office);
        return SecretNames.OfficeOf(name) is { } owner && owner != office.Id;
    }

    /// <summary>Whether the name says this office.</summary>
    public static bool IsOurs(OfficeFolder office, string name)
    {
        ArgumentNullException.ThrowIfNull(office);
        return SecretNames.OfficeOf(name) == office.Id;
    }

    /// <summary>
    /// Whether what lies under a name is another token or certificate than the file's entry says. Where the entry does
    /// not say, or the text is neither, nothing is known against it.
    /// </summary>
    public static bool IsOther(AccessEntry entry, SecretText lying)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (TokenText.TryParse(lying, out var token))
            return entry.Reference is { } reference ? IsOther(reference, lying) : entry.Serial is not null;
        if (SerialOf(lying) is not { } serial)
            return false;
        return entry.Serial is { } expected ? !Same(serial, expected) : entry.Reference is not null;
    }

    /// <summary>Whether another token than one lies there; what is no token at all is not.</summary>
    public static bool IsOther(string reference, SecretText lying) =>
        TokenText.TryParse(lying, out var token) && !Same(token.Reference.Value, reference);

    /// <summary>The serial number of a certificate that lies there with its key; null for anything else.</summary>
    internal static string? SerialOf(SecretText text)
    {
        try
        {
            using var material = KeyMaterial.FromVaultText(text);
            return material.Details.SerialNumber;
        }
        catch (KeyMaterialException)
        {
            return null;
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
