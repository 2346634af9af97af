using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>Which certificate to get. An interrupted run goes by the order with which it began.</summary>
public sealed record EnrolmentOrder
{
    /// <summary>Whose certificate it is.</summary>
    public required CertificateHolder Holder { get; init; }

    public required KsefEnvironment Environment { get; init; }

    /// <summary>
    /// In whose name to sign in; the holder needs a permission there, because KSeF lets nobody in without one.
    /// </summary>
    public required ContextIdentifier Context { get; init; }

    /// <summary>Authentication or Offline.</summary>
    public CertificateType Type { get; init; } = CertificateType.Authentication;

    public KeyAlgorithm Algorithm { get; init; } = KeyAlgorithm.Ec;

    /// <summary>
    /// How its name in KSeF begins: letters (Polish ones, too), digits, spaces, <c>_</c> and <c>-</c>, 90 at most. Null
    /// for one made from the holder.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>When its time begins; null for at once. KSeF counts it as active from its issue on.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The vault for it; null for the office's.</summary>
    public string? Vault { get; init; }

    /// <summary>Gets one although the holder's present one would do.</summary>
    public bool Force { get; init; }

    /// <summary>Renewal: how long before the end of the present one; null for the office's policy.</summary>
    public TimeSpan? RenewBefore { get; init; }

    /// <summary>
    /// Renewal: revokes the present one once the new one works, and closes the sessions that KSeF leaves open.
    /// </summary>
    public bool RevokeOld { get; init; }

    /// <summary>
    /// Adds to the command that goes on what this run was given, too: the certificate that signs in, for one. Never a
    /// secret.
    /// </summary>
    public Func<CommandText, CommandText> Again { get; init; } = command => command;
}
