using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Access;

/// <summary>What of all that KSeF shows is the office's own.</summary>
internal sealed class AccessOwners
{
    private readonly OfficeFolder _office;
    private readonly IReadOnlyList<KsefCredential> _credentials;
    private readonly ILookup<string, KsefCredential> _tokens;
    private readonly Dictionary<string, string?> _subjects = new(StringComparer.OrdinalIgnoreCase);

    public AccessOwners(OfficeFolder office)
    {
        _office = office;
        _credentials = [.. office.ReadCredentials()];
        _tokens = _credentials
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
                .Where(profile => profile.Access.Any(entry => OfficeIdentity.Names.Equals(entry.Identity, identity)))
                .Select(profile => (profile.Nip.Value, profile.Name, _office.EnvironmentNameOf(profile))),
        ];
        return served.Count > 0
            ? served
            : [(_office.Settings.Nip.Value, _office.Settings.Name, _office.Settings.Environment)];
    }

    /// <summary>
    /// Where a certificate that left the vault serves: the clients whose profiles name its secret, else the client that
    /// it was exported for, else where its identity serves.
    /// </summary>
    public IReadOnlyList<(string Nip, string Name, string Environment, string? Identity, string? Secret)> PlacesOf(
        Handout handout
    )
    {
        var secret = handout.Secret[(handout.Secret.LastIndexOf('/') + 1)..];
        var named = _credentials
            .Where(one => IsIn(one, handout.Secret))
            .DistinctBy(one => one.Nip, StringComparer.Ordinal)
            .ToList();
        if (named.Count > 0)
            return
            [
                .. named.Select(one => (one.Nip, one.Name, one.Environment, one.Identity, (string?)one.SecretName)),
            ];
        if (handout.Nip is { } nip)
            return [(nip, NameOf(nip), _office.Settings.Environment, handout.Identity, secret)];
        return
        [
            .. PlacesOf(handout.Identity ?? "")
                .Select(place => (place.Nip, place.Name, place.Environment, handout.Identity, (string?)secret)),
        ];
    }

    private static bool IsIn(KsefCredential credential, string secret) =>
        credential is { Kind: CredentialKind.Certificate, SecretName: { Length: > 0 } name }
        && new SecretAddress(credential.Vault, name).ToString() == secret;

    private string NameOf(string nip) =>
        ClientId.TryParse(nip, out var client) ? _office.Profiles.Read(client)?.Profile?.Name ?? "" : "";
}
