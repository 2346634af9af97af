using KsefTools.Core.Api.Responses;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Access;

/// <summary>What KSeF lists as rows of the matrix.</summary>
internal sealed class AccessNouns(AccessOwners owners, string officePath)
{
    public KsefAccess Of(KsefCredential client, TokenMetadata token, bool isOfVault)
    {
        var ours = owners.TokenOf(token.ReferenceNumber);
        return Row(client, AccessKind.Token) with
        {
            Holder = token.AuthorIdentifier?.Value,
            HolderType = token.AuthorIdentifier?.Type,
            HolderName = ours?.GeneratedBy,
            What = string.Join(", ", token.RequestedPermissions),
            State = token.Status,
            Since = token.DateCreated,
            LastUsedOn = token.LastUseDate,
            Reference = token.ReferenceNumber,
            IsOurs = ours is not null || isOfVault,
            Identity = owners.IdentityOf(token.AuthorIdentifier?.Value)?.Name,
            SecretName = ours?.SecretName ?? (isOfVault ? client.SecretName : null),
            Vault = ours?.Vault ?? (isOfVault ? client.Vault : null),
            Description = token.Description,
        };
    }

    public KsefAccess Of(KsefCredential client, KsefPermission permission) =>
        Row(client, AccessKind.Permission) with
        {
            Nip = permission.Nip,
            Name = permission.Name,
            Holder = permission.Subject,
            HolderType = permission.SubjectType,
            HolderName = permission.SubjectName,
            What = permission.Permission,
            State = permission.State.ToString(),
            Source = permission.Source.ToString(),
            Since = permission.StartDate,
            Reference = permission.Id,
            IsOurs = owners.IsOurs(permission.Subject) || permission.SubjectType is "Token",
            Identity = owners.IdentityOf(permission.Subject)?.Name,
            Context = permission.Context,
            Description = permission.Description,
        };

    /// <summary>What the office handed on, at a client or at all (then at home).</summary>
    public KsefAccess Of(KsefPermission handedOn) =>
        Of(
            new KsefCredential
            {
                Nip = handedOn.Nip,
                Name = handedOn.Name,
                Environment = handedOn.Environment,
                Kind = CredentialKind.Certificate,
                Path = officePath,
                OfficePath = officePath,
            },
            handedOn
        );

    public KsefAccess Of(KsefCredential client, SignInSession session) =>
        Row(client, AccessKind.Session) with
        {
            HolderName = client.Identity ?? client.SecretName,
            What = session.AuthenticationMethodInfo?.Category ?? "",
            State = "Active",
            Since = session.StartDate,
            LastUsedOn = session.LastTokenRefreshDate ?? session.StartDate,
            ValidTo = session.RefreshTokenValidUntil,
            Reference = session.ReferenceNumber,
            IsOurs = true,
            Identity = client.Identity,
            SecretName = client.SecretName,
            Vault = client.Vault,
        };

    /// <summary>One row for each client that a certificate serves.</summary>
    public IEnumerable<KsefAccess> Of(KsefCertificate certificate)
    {
        var places =
            certificate.Identity is { } identity ? owners.PlacesOf(identity)
            : certificate.Nip is { } nip ? [(nip, certificate.Holder, certificate.Environment)]
            : [];
        foreach (var (client, name, environment) in places)
            yield return new KsefAccess
            {
                Nip = client,
                Name = name,
                Environment = environment,
                Kind = AccessKind.Certificate,
                Holder = NumberOf(certificate.Subject),
                HolderType = KindOf(certificate.Subject),
                HolderName = certificate.Identity ?? certificate.Name,
                What = certificate.Type,
                State = certificate.Status,
                Since = certificate.ValidFrom,
                LastUsedOn = certificate.LastUsedOn,
                ValidTo = certificate.ValidTo,
                Reference = certificate.SerialNumber,
                IsOurs = certificate.SecretName is not null,
                Identity = certificate.Identity,
                SecretName = certificate.SecretName,
                Vault = certificate.Vault,
                OfficePath = officePath,
            };
    }

    /// <summary>One row for each client that a certificate which left the vault serves.</summary>
    public IEnumerable<KsefAccess> Of(Handout handout)
    {
        foreach (var (client, name, environment, identity, secretName) in owners.PlacesOf(handout))
            yield return new KsefAccess
            {
                Nip = client,
                Name = name,
                Environment = environment,
                Kind = AccessKind.Handout,
                HolderName = handout.To,
                What = handout.Format ?? "",
                Since = handout.At,
                ValidTo = handout.ValidTo,
                Reference = handout.SerialNumber,
                // Whoever has the file and its password needs the office no more.
                IsOurs = false,
                Identity = identity,
                SecretName = secretName,
                Description = handout.Path,
                OfficePath = officePath,
            };
    }

    // A certificate's subject reads "PESEL 44051401359", a kind in capitals before the number.
    private static string NumberOf(string subject) => subject[(subject.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string? KindOf(string subject) =>
        Enum.TryParse<IdentityKind>(subject.Split(' ')[0], ignoreCase: true, out var kind) ? kind.ToString() : null;

    private KsefAccess Row(KsefCredential client, AccessKind kind) =>
        new()
        {
            Nip = client.Nip,
            Name = client.Name,
            Environment = client.Environment,
            Kind = kind,
            What = "",
            IsOurs = false,
            OfficePath = officePath,
        };
}
