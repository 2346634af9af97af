using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Signing;

/// <summary>Which certificate to get once the signature is there: an order, beyond whose and where.</summary>
public sealed record EnrolmentTerms
{
    public CertificateType Type { get; init; } = CertificateType.Authentication;

    public KeyAlgorithm Algorithm { get; init; } = KeyAlgorithm.Ec;

    /// <summary>How its name in KSeF begins; null for one made from the holder.</summary>
    public string? Label { get; init; }

    /// <summary>The vault for it; null for the office's.</summary>
    public string? Vault { get; init; }

    /// <summary>Gets one although the holder's present one would do.</summary>
    public bool Force { get; init; }

    internal EnrolmentOrder ToOrder(CertificateHolder holder, KsefEnvironment environment, ContextIdentifier context) =>
        new()
        {
            Holder = holder,
            Environment = environment,
            Context = context,
            Type = Type,
            Algorithm = Algorithm,
            Label = Label,
            Vault = Vault,
            Force = Force,
        };
}
