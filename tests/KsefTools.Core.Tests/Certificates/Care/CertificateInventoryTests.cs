using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Certificates.Planting;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>In which order certificates are listed, each once, and what is said of each.</summary>
public sealed class CertificateInventoryTests() : EnrolmentTest(7)
{
    [Fact]
    public async Task The_one_that_lasts_longest_comes_first()
    {
        var first = await Bench.EnrolAsync();
        Clock.Advance(TimeSpan.FromDays(10));
        var second = await Bench.EnrolAsync(Bench.Order with { Force = true });

        var listing = Assert.Single(await ListAsync());

        Assert.Equal(
            [second.Certificate!.SerialNumber, first.Certificate!.SerialNumber],
            listing.Certificates.Select(certificate => certificate.SerialNumber)
        );
    }

    [Fact]
    public async Task One_that_the_vault_has_under_two_names_is_listed_once()
    {
        await Bench.EnrolAsync();
        var copy = SecretNames.ForCertificate(Bench.Environment.Name, "seal", "r2");
        var text = (await Bench.SecretsAsync()).Values.Single();
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", copy)] = text },
            Cancel
        );

        Assert.Equal(Bench.Named!.Value.Name, Assert.Single(Assert.Single(await ListAsync()).Certificates).SecretName);
    }

    [Fact]
    public async Task Those_of_the_asked_holders_alone_are_listed()
    {
        await Bench.EnrolAsync();
        var nip = Nip.Parse(Bench.Context.Value);
        Bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Sigma",
                Access = [new AccessEntry { Kind = CredentialKind.Certificate, Secret = Bench.Named!.Value.Name }],
            }
        );

        Assert.Equal(
            CertificateHolder.OfClient(nip),
            Assert.Single(await ListAsync(CertificateHolder.OfClient(nip))).Holder
        );
    }

    [Fact]
    public async Task What_only_KSeF_has_is_told_as_KSeF_has_it()
    {
        await Bench.EnrolAsync();
        var planted = new CertificatePlan(Bench.Subject)
        {
            Name = "Obcy program",
            ValidTo = Clock.GetUtcNow().AddDays(5),
        }.Plant(Sandbox.Main);

        var theirs = Assert.Single(await ListAsync()).Certificates[^1];

        Assert.Equal(
            (planted.SerialNumber, "Authentication", "Active", "Obcy program", true),
            (theirs.SerialNumber, theirs.Type, theirs.Status, theirs.Name, theirs.InKseF)
        );
        Assert.Equal(
            ($"NIP {Bench.Context.Value}", Bench.Environment.Name, Bench.OfficePath),
            (theirs.Subject, theirs.Environment, theirs.OfficePath)
        );
        Assert.InRange(theirs.ValidTo - Clock.GetUtcNow(), TimeSpan.FromDays(4.9), TimeSpan.FromDays(5));
    }

    private async Task<List<CertificateListing>> ListAsync(CertificateHolder? holder = null)
    {
        using var process = Bench.Start();
        var inventory = new CertificateInventory(Bench.Office, Bench.Vault, process.Sessions, Clock);
        return await inventory
            .RunAsync(holder is { } one ? [one] : null, local: false, throttleLimit: 4, Assert.Fail, Cancel)
            .ToListAsync(Cancel);
    }
}
