using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Credentials;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion;

/// <summary>An identity of the office that can serve clients, with its certificate and key.</summary>
/// <param name="Office">As office.yaml names it.</param>
/// <param name="Material">Stays the <see cref="ClientSessions"/>' own.</param>
internal sealed record ConversionIdentity(OfficeIdentity Office, KeyMaterial Material)
{
    public string Name => Office.Name;

    public CertificateIdentity Subject => Material.Details.Identity;

    /// <summary>Whether it is a company, which can be granted invoices alone.</summary>
    public bool IsCompany => Subject.Kind is IdentityKind.Nip && Office.Kind is "seal";

    /// <summary>The identity by its name; without one, the office's seal, else its only identity.</summary>
    /// <exception cref="ConversionException">There is none, or its certificate cannot sign in.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public static Task<ConversionIdentity> OpenAsync(
        OfficeFolder office,
        ClientSessions credentials,
        string? name,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => OpenAsync(office, credentials, Choose(office, name), time, cancellationToken);

    /// <summary>
    /// The office's seal, for what an employee does through it; null where there is none that can sign in.
    /// </summary>
    public static async Task<ConversionIdentity?> TryOpenSealAsync(
        OfficeFolder office,
        ClientSessions credentials,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (office.Settings.Identities.FirstOrDefault(identity => identity.Kind is "seal") is not { } seal)
            return null;
        try
        {
            return await OpenAsync(office, credentials, seal, time, cancellationToken);
        }
        catch (Exception exception) when (exception is ConversionException or SecretVaultException)
        {
            // A help, not the question: who is meant to serve the clients has been opened before.
            return null;
        }
    }

    private static async Task<ConversionIdentity> OpenAsync(
        OfficeFolder office,
        ClientSessions credentials,
        OfficeIdentity identity,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (identity.Secret is not { } secret)
            throw WithoutCertificate(identity);
        var material = await ReadAsync(
            credentials,
            identity,
            new SecretAddress(identity.Vault ?? office.Settings.Vault, secret),
            cancellationToken
        );
        return Fault(identity, material.Details, time) is { } fault
            ? throw new ConversionException(ConversionFailure.IdentityUnusable, fault)
            : new ConversionIdentity(identity, material);
    }

    private static async Task<KeyMaterial> ReadAsync(
        ClientSessions credentials,
        OfficeIdentity identity,
        SecretAddress address,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await credentials.ReadAsync(address, cancellationToken)).Material
                ?? throw WithoutCertificate(identity);
        }
        catch (CredentialException exception)
        {
            throw new ConversionException(
                ConversionFailure.IdentityWithoutCertificate,
                ConversionSentences.UnusableCertificate(identity, exception.Message),
                exception
            );
        }
    }

    private static ConversionException WithoutCertificate(OfficeIdentity identity) =>
        new(ConversionFailure.IdentityWithoutCertificate, ConversionSentences.NoCertificate(identity));

    private static OfficeIdentity Choose(OfficeFolder office, string? name)
    {
        var all = office.Settings.Identities;
        if (name is not null)
            return office.FindIdentity(name)
                ?? throw new ConversionException(
                    ConversionFailure.IdentityUnknown,
                    ConversionSentences.UnknownIdentity(office, name)
                );
        return all.FirstOrDefault(identity => identity.Kind is "seal")
            ?? (all.Count == 1 ? all[0] : null)
            ?? throw new ConversionException(ConversionFailure.IdentityUnknown, ConversionSentences.NoIdentity(office));
    }

    private static string? Fault(OfficeIdentity identity, CertificateDetails certificate, TimeProvider time)
    {
        if (certificate.Type is CertificateType.Offline)
            return ConversionSentences.OfflineCertificate(identity);
        if (certificate.ValidTo <= time.GetUtcNow())
            return ConversionSentences.ExpiredCertificate(identity, certificate.ValidTo);
        return IsOf(identity, certificate)
            ? null
            : ConversionSentences.OthersCertificate(identity, certificate.Identity);
    }

    private static bool IsOf(OfficeIdentity identity, CertificateDetails certificate) =>
        identity.Kind is "fingerprint"
            // A certificate that KSeF issued for a fingerprint has another one of its own.
            ? certificate.Identity.Kind is IdentityKind.Fingerprint
            : certificate.BelongsTo(identity.ToCertificateIdentity());
}
