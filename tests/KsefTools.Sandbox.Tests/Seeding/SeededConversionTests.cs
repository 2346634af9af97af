using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Seeding;

/// <summary>
/// What the truth says of conversions is asked of the sandbox, client by client, with the office's own certificates.
/// </summary>
public sealed class SeededConversionTests : PermissionTest
{
    private static readonly SeededOffice Seeded = OfficeSeed.Create(new SeedOptions { Clients = 200, Seed = 29 });

    private static readonly List<ClientTruth> Convertible =
    [
        .. Seeded.Truth.Clients.Where(c => c.Conversion is not null),
    ];

    [Fact]
    public async Task The_offices_seal_may_do_in_each_context_what_the_truth_says_is_granted()
    {
        Seeded.ApplyTo(Host);
        using var seal = Open(CertificateCase.OfficeSeal);
        foreach (var client in Convertible)
        {
            var truth = client.Conversion!;
            var (code, _) = Verdict(await XadesStatusAsync(seal, ContextIdentifier.Nip(client.Nip)));
            var expected =
                truth.Outcome is "Failed" ? 480
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
        Seeded.ApplyTo(Host);
        using var own = Open(CertificateCase.EmployeeQualified);
        foreach (var client in Convertible)
        {
            var truth = client.Conversion!;
            var (code, _) = Verdict(await XadesStatusAsync(own, ContextIdentifier.Nip(client.Nip)));
            var expected =
                truth.Outcome is "Failed" ? 480
                : truth.EmployeePermissions.Count > 0 ? 200
                : 415;
            Assert.Equal((client.Nip, truth.Case, expected), (client.Nip, truth.Case, code));
        }
    }

    [Fact]
    public async Task One_list_in_the_offices_own_context_maps_every_client()
    {
        Seeded.ApplyTo(Host);
        using var seal = Open(CertificateCase.OfficeSeal);
        var access = (await XadesSignInAsync(seal, ContextIdentifier.Nip(Seeded.Nip))).Access;

        var granted = (await AllAsync(access, "entities/grants", new { })).ToLookup(
            g => Text(g, "contextIdentifier", "value")!,
            g => (Permission: Text(g, "permissionScope")!, CanDelegate: g.GetProperty("canDelegate").GetBoolean()),
            StringComparer.Ordinal
        );

        foreach (var client in Convertible)
        {
            Assert.Equal(
                client.Conversion!.Granted,
                granted[client.Nip].Select(g => g.Permission).Order(StringComparer.Ordinal)
            );
            Assert.All(
                granted[client.Nip],
                g => Assert.Equal(client.Conversion.Case is not ConversionCase.GrantedWithoutDelegation, g.CanDelegate)
            );
        }
    }

    [Fact]
    public async Task The_employees_grants_are_listed_active_or_left_over_without_a_basis()
    {
        Seeded.ApplyTo(Host);
        using var seal = Open(CertificateCase.OfficeSeal);
        var access = (await XadesSignInAsync(seal, ContextIdentifier.Nip(Seeded.Nip))).Access;

        var given = (
            await AllAsync(
                access,
                "persons/grants",
                new
                {
                    queryType = "PermissionsGrantedInCurrentContext",
                    authorizedIdentifier = new { type = "Pesel", value = Seeded.Truth.Employee.Pesel },
                }
            )
        ).ToLookup(
            g => (Text(g, "targetIdentifier", "value")!, Text(g, "permissionState")!),
            g => Text(g, "permissionScope")!
        );

        foreach (var client in Convertible)
        {
            Assert.Equal(
                client.Conversion!.EmployeePermissions,
                given[(client.Nip, "Active")].Order(StringComparer.Ordinal)
            );
            Assert.Equal(
                client.Conversion.EmployeeInactive,
                given[(client.Nip, "Inactive")].Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_token_grants_the_office_what_it_needs_where_the_truth_says_so_and_is_refused_elsewhere()
    {
        Seeded.ApplyTo(Host);
        using var seal = Open(CertificateCase.OfficeSeal);
        foreach (var client in Convertible.Where(c => c.SignsIn))
        {
            var access = (await SignInAsync(World.FindToken(client.Reference!)!)).Access;
            var body = PermissionBodies.Entities(Seeded.Nip, canDelegate: true, "InvoiceRead", "InvoiceWrite");
            var accepted = await GrantAsync(access, "entities", body);
            if (client.Conversion!.Route is not "ByToken")
            {
                Assert.Equal(HttpStatusCode.Forbidden, accepted.Status);
                continue;
            }

            Assert.Equal(200, await EndAsync(access, accepted));
            Assert.Equal(200, Verdict(await XadesStatusAsync(seal, ContextIdentifier.Nip(client.Nip))).Code);
        }
    }

    [Theory]
    [InlineData(ConversionCase.GrantedWithoutDelegation)]
    [InlineData(ConversionCase.WithdrawnOfficeRights)]
    public void Some_of_the_employees_grants_have_lost_their_basis(ConversionCase given) =>
        Assert.Contains(Convertible, c => c.Conversion!.Case == given && c.Conversion.EmployeeInactive.Count > 0);

    [Fact]
    public void A_blocked_context_has_a_token_that_could_grant()
    {
        Seeded.ApplyTo(Host);
        foreach (var client in Convertible.Where(c => c.Conversion!.Outcome is "Failed"))
            Assert.Contains(
                Permission.CredentialsManage,
                World.EffectivePermissionsOf(World.FindToken(client.Reference!)!)
            );
    }

    [Fact]
    public void A_token_that_claims_to_read_may_do_nothing()
    {
        Seeded.ApplyTo(Host);
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

    private async Task<List<JsonElement>> AllAsync(string access, string list, object filter)
    {
        var all = new List<JsonElement>();
        for (var page = 0; ; page++)
        {
            var answer = (
                await PostAsync($"/permissions/query/{list}?pageSize=100&pageOffset={page}", access, filter)
            ).Json;
            all.AddRange(answer.GetProperty("permissions").EnumerateArray());
            if (!answer.GetProperty("hasMore").GetBoolean())
                return all;
        }
    }

    private static X509Certificate2 Open(CertificateCase given)
    {
        var pem = Seeded.Certificates.Single(c => c.Truth.Case == given).Pem;
        return X509Certificate2.CreateFromPem(pem, pem);
    }
}
