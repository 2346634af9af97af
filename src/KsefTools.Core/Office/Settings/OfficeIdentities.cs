using KsefTools.Core.Api.Responses;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Settings;

/// <summary>The office's identities, and which of them is the office itself.</summary>
public static class OfficeIdentities
{
    /// <summary>An identity by its name; null where the office has none of that name.</summary>
    public static OfficeIdentity? FindIdentity(this OfficeFolder office, string name) =>
        office.Settings.Identities.FirstOrDefault(identity => identity.IsCalled(name));

    /// <summary>
    /// Who signs in for the office in its own context: a seal that has a certificate, else anybody who has one. Null
    /// where nobody has.
    /// </summary>
    public static OfficeIdentity? IdentityAtHome(this OfficeFolder office)
    {
        var able = office.Settings.Identities.Where(identity => !string.IsNullOrEmpty(identity.Secret)).ToList();
        return able.Find(identity => string.Equals(identity.Kind, "seal", StringComparison.Ordinal))
            ?? able.FirstOrDefault();
    }

    /// <summary>Where the identity's certificate is; its secret must be named.</summary>
    public static SecretAddress SecretAddressOf(this OfficeIdentity identity, OfficeFolder office) =>
        new(identity.Vault ?? office.Settings.Vault, identity.Secret!);

    /// <summary>The identity as KSeF names a subject.</summary>
    public static TypedIdentifier ToIdentifier(this OfficeIdentity identity)
    {
        var subject = identity.ToCertificateIdentity();
        return new TypedIdentifier(subject.Kind.ToString(), subject.Value);
    }
}
