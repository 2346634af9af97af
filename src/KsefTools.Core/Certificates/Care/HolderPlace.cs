using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Care;

/// <summary>Where a holder's certificates are, and where they sign in.</summary>
internal sealed record HolderPlace
{
    public required CertificateHolder Holder { get; init; }

    /// <summary>As a profile says it.</summary>
    public required string Environment { get; init; }

    /// <summary>The same, as it is reached.</summary>
    public KsefEnvironment Ksef => KsefEnvironment.Parse(Environment);

    public required string? Vault { get; init; }

    /// <summary>Who the holder's certificates are of; null where that is not known.</summary>
    public CertificateIdentity? Identity { get; init; }

    /// <summary>The secrets that the office's files name.</summary>
    public required IReadOnlyList<SecretAddress> Named { get; init; }

    /// <summary>Where the holder may have a right: at home first, then the clients that it serves.</summary>
    public required IReadOnlyList<ContextIdentifier> Contexts { get; init; }

    /// <summary>
    /// How the names of its secrets begin, when they were made here: older certificates stay in the vault.
    /// </summary>
    public string SecretPrefix => SecretNames.ForCertificate(Environment, Holder.Name, "");

    /// <summary>Looks the holder up in the office's files.</summary>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    public static HolderPlace Of(
        OfficeFolder office,
        IReadOnlyList<ClientProfile> profiles,
        CertificateHolder holder
    ) => holder.Kind is HolderKind.Client ? OfClient(office, profiles, holder) : OfIdentity(office, profiles, holder);

    /// <summary>The same with more places, which come last.</summary>
    public HolderPlace AlsoIn(IReadOnlyList<ContextIdentifier> contexts) =>
        this with
        {
            Contexts = [.. Contexts.Concat(contexts).Distinct()],
        };

    private static HolderPlace OfClient(
        OfficeFolder office,
        IReadOnlyList<ClientProfile> profiles,
        CertificateHolder holder
    )
    {
        var profile = profiles.FirstOrDefault(profile => Same(profile.Nip.Value, holder.Name)) ?? throw Unknown(holder);
        return new HolderPlace
        {
            Holder = holder,
            Environment = office.EnvironmentNameOf(profile),
            Vault = office.Settings.Vault,
            Named =
            [
                .. profile
                    .Access.Where(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null })
                    .Select(entry => new SecretAddress(entry.Vault ?? office.Settings.Vault, entry.Secret!)),
            ],
            Contexts = [ContextIdentifier.Of(profile.Nip)],
        };
    }

    private static HolderPlace OfIdentity(
        OfficeFolder office,
        IReadOnlyList<ClientProfile> profiles,
        CertificateHolder holder
    )
    {
        var identity = office.FindIdentity(holder.Name) ?? throw Unknown(holder);
        var vault = identity.Vault ?? office.Settings.Vault;
        return new HolderPlace
        {
            Holder = CertificateHolder.OfIdentity(identity.Name),
            Environment = office.Settings.Environment,
            Vault = vault,
            Identity = identity.Kind is "fingerprint" ? null : identity.ToCertificateIdentity(),
            Named = identity.Secret is { } secret ? [new SecretAddress(vault, secret)] : [],
            Contexts =
            [
                ContextIdentifier.Of(office.Settings.Nip),
                .. profiles
                    .Where(profile =>
                        profile.Access.Any(entry => identity.IsCalled(entry.Identity))
                        && EnvironmentName.Same(office.EnvironmentNameOf(profile), office.Settings.Environment)
                    )
                    .Select(profile => ContextIdentifier.Of(profile.Nip))
                    .Where(context => context != ContextIdentifier.Of(office.Settings.Nip)),
            ],
        };
    }

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static EnrolmentException Unknown(CertificateHolder holder) =>
        new(EnrolmentFailure.HolderUnknown, EnrolmentSentences.HolderUnknown(holder));
}
