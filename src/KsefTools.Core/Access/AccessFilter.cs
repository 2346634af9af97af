using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Access;

/// <summary>Which rows of the matrix are wanted.</summary>
/// <param name="Holders">
/// A PESEL, NIP, fingerprint, name, identity, or a number of a token; any of them, patterns too. Empty for all.
/// </param>
/// <param name="NotOurs">Only what is not the office's.</param>
public sealed record AccessFilter(IReadOnlyList<string> Holders, bool NotOurs)
{
    public bool Fits(KsefAccess row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return !(NotOurs && row.IsOurs) && (Holders.Count == 0 || Holders.Any(holder => IsOf(row, holder)));
    }

    private static bool IsOf(KsefAccess row, string holder) =>
        new[] { row.Holder, row.HolderName, row.Identity, row.Reference, row.SecretName }
            .OfType<string>()
            .Any(text => ProfileFilter.Matches(holder, text));
}
