using KsefTools.Core.Conversion;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion.Planning;

/// <summary>Which identity of the office serves the clients, and which certificate is not its.</summary>
public sealed class ServingIdentityTests : ConversionTest
{
    private const string Pesel = "02070803628";

    private static readonly ConversionOptions Planning = new() { OnlyPlan = true };

    [Fact]
    public async Task A_name_that_the_office_does_not_know_is_told_with_those_that_it_knows()
    {
        var refusal = await RefusalAsync(ConversionFailure.IdentityUnknown, Planning with { Identity = "nobody" });

        Assert.Equal("The office has no identity 'nobody'. office.yaml names: seal, anna.", refusal);
    }

    [Fact]
    public async Task An_office_without_identities_is_told_how_to_get_one()
    {
        Remove("seal");
        Remove("anna");

        Assert.Contains(
            "New-KsefIdentity seal",
            await RefusalAsync(ConversionFailure.IdentityUnknown, Planning),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "office.yaml names: none.",
            await RefusalAsync(ConversionFailure.IdentityUnknown, Planning with { Identity = "seal" }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_several_persons_none_is_chosen_by_itself()
    {
        Remove("seal");
        Bench.Office.Patch(editor => editor.AddIdentity(Person("jan", Pesel)));

        Assert.EndsWith(
            "-Identity anna.",
            await RefusalAsync(ConversionFailure.IdentityUnknown, Planning),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_only_identity_serves_though_it_is_no_seal()
    {
        Bench.AddClient(Permission.InvoiceRead);
        Remove("seal");

        var plan = Assert.Single(await Bench.ConvertAsync(Planning));

        Assert.Equal(("anna", ConversionRoute.ByClient), (plan.Identity, plan.Route));
    }

    [Fact]
    public async Task The_seal_serves_wherever_it_stands_among_the_identities()
    {
        Bench.AddClient(Permission.InvoiceRead);
        var seal = Bench.Office.FindIdentity("seal")!;
        Remove("seal");
        Bench.Office.Patch(editor => editor.AddIdentity(seal));

        Assert.Equal("seal", Assert.Single(await Bench.ConvertAsync(Planning)).Identity);
    }

    [Fact]
    public async Task An_identity_is_found_however_its_name_is_written()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        await Bench.ConvertAsync(client, new ConversionOptions { Identity = "ANNA" });
        var again = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "Anna" });

        Assert.Equal((ConversionOutcome.AlreadyConverted, "anna"), (again.Outcome, again.Identity));
    }

    [Fact]
    public async Task An_identity_without_a_secret_has_no_certificate_yet_and_the_way_to_one_is_named()
    {
        Bench.Office.Patch(editor => editor.AddIdentity(Person("jan", Pesel)));

        Assert.Equal(
            "Identity 'jan' has no certificate in the vault. Get one: "
                + "New-KsefSigningRequest -Identity 'jan' -ForEnrolment",
            await RefusalAsync(ConversionFailure.IdentityWithoutCertificate, Planning with { Identity = "jan" })
        );
    }

    [Fact]
    public async Task A_token_under_an_identitys_name_is_no_certificate()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Keep("ksef-office-anna", Bench.World.FindToken(client.Token!)!.Secret);

        Assert.StartsWith(
            "Identity 'anna' has no certificate in the vault.",
            await RefusalAsync(ConversionFailure.IdentityWithoutCertificate, Planning with { Identity = "anna" }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_identity_may_keep_its_certificate_in_a_vault_of_its_own()
    {
        Bench.AddClient(Permission.InvoiceRead);
        var usual = new SecretAddress(ConversionBench.VaultName, "ksef-office-seal");
        var secrets = await Bench.Vault.ReadAsync([usual], TestContext.Current.CancellationToken);
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [usual with { Vault = "Second" }] = secrets[usual] },
            TestContext.Current.CancellationToken
        );
        await Bench.Vault.RemoveAsync([usual], TestContext.Current.CancellationToken);
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "ksef-office-seal", "Second"));

        Assert.Equal(ConversionRoute.ByClient, Assert.Single(await Bench.ConvertAsync(Planning)).Route);
    }

    [Fact]
    public async Task A_certificate_serves_until_its_last_moment_and_not_in_it()
    {
        Bench.AddClient(Permission.InvoiceRead);
        var now = Clock.GetUtcNow();
        var end = new DateTimeOffset(now.UtcDateTime.Date.AddDays(2), TimeSpan.Zero);
        Bench.Keep("ksef-office-seal", new CertificatePlan(SubjectIdentifier.Nip(Bench.OfficeNip)) { ValidTo = end });
        Clock.Advance(end - Clock.GetUtcNow() - TimeSpan.FromMinutes(10));
        Assert.Equal(ConversionRoute.ByClient, Assert.Single(await Bench.ConvertAsync(Planning)).Route);
        Clock.Advance(end - Clock.GetUtcNow());

        Assert.Contains(
            "it ended on",
            await RefusalAsync(ConversionFailure.IdentityUnusable, Planning),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_employee_is_moved_to_without_a_seal_as_far_as_no_seal_is_needed(bool hasSeal)
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        if (hasSeal)
            Bench.Keep("ksef-office-seal", "neither token nor certificate");
        else
            Remove("seal");

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        Assert.Equal((ConversionRoute.ByToken, ConversionOutcome.Converted), (result.Route, result.Outcome));
    }

    [Fact]
    public async Task A_person_with_a_NIP_is_no_company_and_can_have_what_no_company_can()
    {
        const string Jan = "1111111111";
        Bench.Office.Patch(editor => editor.AddIdentity(Person("jan", Jan) with { Secret = "ksef-office-jan" }));
        Bench.World.AddPerson(new PersonRecord(Jan, Pesel, "Jan"));
        Bench.Keep("ksef-office-jan", new CertificatePlan(SubjectIdentifier.Nip(Jan)) { Person = true });
        var client = Bench.AddClient(
            expected: ["Introspection"],
            Permission.InvoiceRead,
            Permission.Introspection,
            Permission.CredentialsManage
        );

        var plan = await Bench.ConvertAsync(client, Planning with { Identity = "jan" });

        Assert.Equal(ConversionRoute.ByToken, plan.Route);
    }

    [Fact]
    public async Task A_certificate_that_KSeF_issued_for_a_fingerprint_has_another_one_of_its_own()
    {
        var fingerprint = new string('A', 64);
        Bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "foreigner",
                    Kind = "fingerprint",
                    Subject = fingerprint,
                    Secret = "ksef-office-foreigner",
                }
            )
        );
        Bench.AddClient(Permission.InvoiceRead);
        Bench.Keep(
            "ksef-office-foreigner",
            new CertificatePlan(new SubjectIdentifier(SubjectIdentifierType.Fingerprint, fingerprint))
        );

        var plan = Assert.Single(await Bench.ConvertAsync(Planning with { Identity = "foreigner" }));
        Bench.Keep("ksef-office-foreigner", new CertificatePlan(SubjectIdentifier.Pesel(ConversionBench.Employee)));

        Assert.Equal(ConversionRoute.ByClient, plan.Route);
        Assert.Contains(
            "it belongs to",
            await RefusalAsync(ConversionFailure.IdentityUnusable, Planning with { Identity = "foreigner" }),
            StringComparison.Ordinal
        );
    }

    private static OfficeIdentity Person(string name, string subject) =>
        new()
        {
            Name = name,
            Kind = "person",
            Subject = subject,
        };

    private void Remove(string identity) => Bench.Office.Patch(editor => editor.RemoveIdentity(identity));

    private async Task<string> RefusalAsync(ConversionFailure failure, ConversionOptions options)
    {
        var refusal = await Assert.ThrowsAsync<ConversionException>(() => Bench.ConvertAsync(options));
        Assert.Equal(failure, refusal.Failure);
        return refusal.Message;
    }
}
