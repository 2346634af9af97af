using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Where a change is made, and with what somebody signs in for it.</summary>
public sealed class PermissionJobTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void At_a_client_certificates_come_before_tokens_and_what_is_retired_or_has_no_secret_does_not_count()
    {
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = OfficeBench.ClientNip,
                Name = "Klient",
                Access =
                [
                    new AccessEntry { Kind = CredentialKind.Token, Secret = "token" },
                    new AccessEntry
                    {
                        Kind = CredentialKind.Token,
                        Secret = "retired",
                        RetiredOn = new DateOnly(2026, 1, 1),
                    },
                    new AccessEntry { Kind = CredentialKind.Certificate, Identity = "nobody" },
                    new AccessEntry
                    {
                        Kind = CredentialKind.Certificate,
                        Secret = "certificate",
                        Vault = "Second",
                    },
                ],
            }
        );

        var job = PermissionJob.AtClient(_bench.Office, _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!);

        Assert.Equal(
            [new SecretAddress("Second", "certificate"), new SecretAddress("KsefVault", "token")],
            job.Secrets
        );
        Assert.Equal(ContextIdentifier.Of(OfficeBench.ClientNip), job.Context);
        Assert.Equal(("Klient", "production"), (job.Name, job.Environment.Name));
    }

    [Fact]
    public void A_secret_without_a_name_is_none()
    {
        var profile = new ClientProfile
        {
            Nip = OfficeBench.ClientNip,
            Name = "Klient",
            Access = [new AccessEntry { Kind = CredentialKind.Token, Secret = "" }],
        };

        Assert.Empty(PermissionJob.AtClient(_bench.Office, profile).Secrets);
    }

    [Theory]
    [InlineData(null, "production")]
    [InlineData("demo", "demo")]
    public void At_home_it_is_the_offices_KSeF_where_no_other_is_named(string? environment, string expected)
    {
        var seal = new OfficeIdentity
        {
            Name = "seal",
            Kind = "seal",
            Subject = OfficeBench.OfficeNip.Value,
            Secret = "seal",
        };

        var job = PermissionJob.AtHome(_bench.Office, environment, seal);

        Assert.Equal((expected, ContextIdentifier.Of(OfficeBench.OfficeNip)), (job.Environment.Name, job.Context));
        Assert.Equal([new SecretAddress("KsefVault", "seal")], job.Secrets);
        Assert.Equal("Biuro Rachunkowe Sigma", job.Name);
    }
}
