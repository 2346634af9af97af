using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

/// <summary>A provider of PEPPOL services signs in by a seal whose commonName is its identifier.</summary>
public sealed class PeppolProvidersTests : XadesTest
{
    private const string Id = "PPL123456";
    private static readonly ContextIdentifier Provider = new(ContextIdentifierType.PeppolId, Id);

    [Theory]
    [InlineData(Id)]
    [InlineData("VATPL-5265877635")]
    public async Task Its_seal_opens_its_own_context_whatever_organizationIdentifier_says(string organizationIdentifier)
    {
        using var seal = Seal(organizationIdentifier);

        Assert.Equal(200, Verdict(await XadesStatusAsync(seal, Provider)).Code);
    }

    [Fact]
    public async Task It_is_registered_by_its_first_sign_in()
    {
        using var seal = Seal(Id);

        var before = (await GetAsync("/peppol/query")).Json.GetProperty("peppolProviders");
        await XadesSignInAsync(seal, Provider);
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await XadesSignInAsync(seal, Provider);
        var after = (await GetAsync("/peppol/query")).Json.GetProperty("peppolProviders");

        Assert.Equal(0, before.GetArrayLength());
        var only = Assert.Single(after.EnumerateArray());
        Assert.Equal(
            (Id, "Operator sp. z o.o.", Start),
            (
                only.GetProperty("id").GetString(),
                only.GetProperty("name").GetString(),
                only.GetProperty("dateCreated").GetDateTimeOffset()
            )
        );
    }

    [Fact]
    public async Task One_that_is_refused_is_not_registered()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        using var seal = Seal(Id);

        var refused = Verdict(await XadesStatusAsync(seal, Provider)).Code;

        Assert.Equal(460, refused);
        Assert.Empty(World.PeppolProviders.All);
    }

    [Fact]
    public async Task In_a_taxpayers_context_it_is_nobody()
    {
        using var seal = Seal(Id);

        Assert.Equal(21406, (await StartXadesAsync(new TestSignature(seal))).Code);
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Seal(string organizationIdentifier) =>
        TestCertificates.Create(
            null,
            ("2.5.4.3", Id),
            ("2.5.4.10", "Operator sp. z o.o."),
            ("2.5.4.97", organizationIdentifier),
            ("2.5.4.6", "PL")
        );
}
