using KsefTools.Cmdlets.Errors;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>Which of a profile's entries a command means.</summary>
internal static class CredentialChoice
{
    /// <summary>
    /// The position of the one entry that is meant; null where there is none of the kind and no name was given.
    /// </summary>
    /// <param name="profile">The client.</param>
    /// <param name="secretName">As the person named it; null for the only one.</param>
    /// <param name="isOfKind">Which entries can be meant at all.</param>
    /// <exception cref="ShellException">None has that name, or several could be meant.</exception>
    internal static int? IndexOf(ClientProfile profile, string? secretName, Func<AccessEntry, bool> isOfKind)
    {
        var candidates = profile
            .Access.Index()
            .Where(item => isOfKind(item.Item))
            .Where(item =>
                secretName is null || string.Equals(item.Item.Secret, secretName, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        return candidates switch
        {
            [] when secretName is null => null,
            [] => throw ShellErrors.CredentialNotFound(profile, secretName),
            [var only] => only.Index,
            _ => throw ShellErrors.CredentialAmbiguous(profile, candidates.Select(item => item.Item.Secret)),
        };
    }
}
