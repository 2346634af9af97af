using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Seeding;

/// <summary>What the truth says of conversions is asked of the sandbox, client by client, with the office's own certificates.</summary>
public sealed class SeededConversionTests : XadesTest
{
    private static readonly SeededOffice Office = OfficeSeed.Create(new SeedOptions { Clients = 200, Seed = 29 });

    private static readonly List<ClientTruth> Convertible =
    [
        .. Office.Truth.Clients.Where(c => c.Conversion is not null),
    ];

    [Fact]
    public async Task The_offices_seal_may_do_in_each_context_what_the_truth_says_is_granted()
    {
        Office.ApplyTo(Host);
        using var seal = Open(CertificateCase.OfficeSeal);
        foreach (var client in Convertible)
        {
            var truth = client.Conversion!;
            var (code, _) = Verdict(await XadesStatusAsync(seal, ContextIdentifier.Nip(client.Nip)));
            var expected =
                truth.Route is "Blocked" ? 480
                : truth.Granted.Count > 0 ? 200
                : 415;
            Assert.Equal((client.Nip, truth.Case, expected), (client.Nip, truth.Case, code));
            if (code == 200)
                Assert.Equal(truth.Granted, await ActiveGrantsAsync(seal, client.Nip));
        }
    }

    [Fact]
    public async Task The_employee_enters_where_the_office_may_pass_its_rights_on_and_nowhere_else()
    {
        Office.ApplyTo(Host);
        using var own = Open(CertificateCase.EmployeeQualified);
        foreach (var client in Convertible)
        {
            var truth = client.Conversion!;
            var (code, _) = Verdict(await XadesStatusAsync(own, ContextIdentifier.Nip(client.Nip)));
            var expected =
                truth.Route is "Blocked" ? 480
                : truth.EmployeePermissions.Count > 0 ? 200
                : 415;
            Assert.Equal((client.Nip, truth.Case, expected), (client.Nip, truth.Case, code));
        }
    }

    [Fact]
    public void Grants_of_the_employee_without_a_basis_are_left_over_and_inactive()
    {
        Office.ApplyTo(Host);
        var employee = SubjectIdentifier.Pesel(Office.Truth.Employee.Pesel);
        var office = ContextIdentifier.Nip(Office.Nip);
        foreach (var client in Convertible)
        {
            var own = World
                .IndirectGrants.Where(g => g.Authorized == employee && g.Target!.Value == client.Nip)
                .ToLookup(g => World.IsInEffect(g, office), g => g.Permission.ToString());
            Assert.Equal(client.Conversion!.EmployeePermissions, own[true].Order(StringComparer.Ordinal));
            Assert.Equal(client.Conversion.EmployeeInactive, own[false].Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(ConversionCase.GrantedWithoutDelegation)]
    [InlineData(ConversionCase.WithdrawnOfficeRights)]
    public void Some_of_the_employees_grants_have_lost_their_basis(ConversionCase given) =>
        Assert.Contains(Convertible, c => c.Conversion!.Case == given && c.Conversion.EmployeeInactive.Count > 0);

    [Fact]
    public void A_token_may_grant_where_the_truth_says_so()
    {
        Office.ApplyTo(Host);
        foreach (var client in Convertible.Where(c => c.SignsIn))
        {
            var mayGrant = World
                .EffectivePermissionsOf(World.FindToken(client.Reference!)!)
                .Contains(Permission.CredentialsManage);
            Assert.Equal(mayGrant, client.Conversion!.Case is ConversionCase.TokenCanGrant);
        }
    }

    [Fact]
    public void A_blocked_context_has_a_token_that_could_grant()
    {
        Office.ApplyTo(Host);
        foreach (var client in Convertible.Where(c => c.Conversion!.Route is "Blocked"))
            Assert.Contains(
                Permission.CredentialsManage,
                World.EffectivePermissionsOf(World.FindToken(client.Reference!)!)
            );
    }

    [Fact]
    public void A_token_that_claims_to_read_may_do_nothing()
    {
        Office.ApplyTo(Host);
        foreach (var client in Convertible.Where(c => c.Conversion!.Case is ConversionCase.ReadClaimNothing))
        {
            var token = World.FindToken(client.Reference!)!;
            Assert.Contains(Permission.InvoiceRead, token.RequestedPermissions);
            Assert.Empty(World.EffectivePermissionsOf(token));
        }
    }

    [Fact]
    public void A_person_is_needed_where_the_token_may_and_must_do_what_no_company_can_be_granted()
    {
        var needing = Convertible.Where(c => c.Conversion!.Case is ConversionCase.NeedsPerson).ToList();

        Assert.NotEmpty(needing);
        Assert.All(
            needing,
            c =>
            {
                Assert.Contains(c.Permissions, p => p is "CredentialsRead" or "Introspection");
                Assert.Equal(c.Permissions, c.ExpectedPermissions.Order(StringComparer.Ordinal));
                Assert.Equal("Healthy", c.Status);
            }
        );
    }

    private async Task<List<string>> ActiveGrantsAsync(X509Certificate2 certificate, string nip)
    {
        var access = (await XadesSignInAsync(certificate, ContextIdentifier.Nip(nip))).Access;
        var answer = await PostAsync("/permissions/query/personal/grants", access, new { permissionState = "Active" });
        return
        [
            .. answer
                .Json.GetProperty("permissions")
                .EnumerateArray()
                .Select(g => g.GetProperty("permissionScope").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static X509Certificate2 Open(CertificateCase given)
    {
        var pem = Office.Certificates.Single(c => c.Truth.Case == given).Pem;
        return X509Certificate2.CreateFromPem(pem, pem);
    }
}
