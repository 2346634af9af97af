using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Access;

/// <summary>What of all that KSeF shows is the office's own.</summary>
internal sealed class AccessOwners
{
    private readonly OfficeFolder _office;
    private readonly ILookup<string, KsefCredential> _tokens;
    private readonly Dictionary<string, string?> _subjects = new(StringComparer.OrdinalIgnoreCase);

    public AccessOwners(OfficeFolder office)
    {
        _office = office;
        _tokens = office
            .ReadCredentials()
            .Where(credential => credential is { Kind: CredentialKind.Token, Reference: not null })
            .ToLookup(credential => credential.Reference!, StringComparer.OrdinalIgnoreCase);
        _subjects[office.Settings.Nip.Value] = null;
        // Of several of one subject, the one that has a certificate.
        foreach (var identity in office.Settings.Identities.OrderBy(identity => identity.Secret is null))
            if (_subjects.GetValueOrDefault(identity.Subject) is null)
                _subjects[identity.Subject] = identity.Name;
    }

    /// <summary>The credential of ours that is a token; null for somebody else's.</summary>
    public KsefCredential? TokenOf(string reference) => _tokens[reference].FirstOrDefault();

    /// <summary>Whether a NIP, PESEL or fingerprint is the office or one of its people.</summary>
    public bool IsOurs(string? subject) => subject is not null && _subjects.ContainsKey(subject);

    /// <summary>The identity of office.yaml that a subject is; null for none.</summary>
    public OfficeIdentity? IdentityOf(string? subject) =>
        subject is not null && _subjects.GetValueOrDefault(subject) is { } name ? _office.FindIdentity(name) : null;

    /// <summary>Where an identity's certificate serves: the clients whose profiles name it, else home.</summary>
    public IReadOnlyList<(string Nip, string Name, string Environment)> PlacesOf(string identity)
    {
        IReadOnlyList<(string, string, string)> served =
        [
            .. _office
                .Profiles.ReadAll()
                .Select(result => result.Profile)
                .OfType<ClientProfile>()
                .Where(profile =>
                    profile.Access.Any(entry =>
                        string.Equals(entry.Identity, identity, StringComparison.OrdinalIgnoreCase)
                    )
                )
                .Select(profile =>
                    (profile.Nip.Value, profile.Name, profile.Environment ?? _office.Settings.Environment)
                ),
        ];
        return served.Count > 0
            ? served
            : [(_office.Settings.Nip.Value, _office.Settings.Name, _office.Settings.Environment)];
    }
}
