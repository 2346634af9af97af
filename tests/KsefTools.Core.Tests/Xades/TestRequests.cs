using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.Tests.Xades;

internal static class TestRequests
{
    public const string Challenge = "20261122-CR-461EA5B000-537A6BA15D-D7";

    public static readonly AllowedIps SomeIps = new(
        ["192.0.2.1", "192.0.2.2"],
        ["192.0.2.10-192.0.2.20"],
        ["198.51.100.0/24"]
    );

    public static AuthTokenRequest For(ContextType type = ContextType.Nip) =>
        new(Challenge, Context(type), SubjectIdentifierType.CertificateSubject);

    public static ContextIdentifier Context(ContextType type) =>
        new(
            type,
            type switch
            {
                ContextType.InternalId => "5260001246-12345",
                ContextType.NipVatUe => "5260001246-DE123456789",
                ContextType.PeppolId => "PPL123456",
                _ => "5260001246",
            }
        );
}
