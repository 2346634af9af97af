using System.Net;
using System.Security.Cryptography;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>
/// A taxpayer lets an entity of the Union invoice itself: an administrator, known by a fingerprint, acts in the context
/// of NIP and VAT number and lets representatives in.
/// </summary>
public sealed class EntitiesOfTheUnionTests : PermissionTest
{
    private const string Vat = "DE123456789";
    private const string List = "eu-entities/grants";
    private static readonly ContextIdentifier Composite = new(ContextIdentifierType.NipVatUe, $"{Client.Value}-{Vat}");
    private static readonly string[] OfAdministrator = ["InvoiceRead", "InvoiceWrite", "Introspection", "VatUeManage"];

    [Fact]
    public async Task The_administrator_signs_in_by_fingerprint_and_may_do_all_four_things()
    {
        using var certificate = TestCertificates.Person("PASDE-X1234567");
        Assert.Equal(200, await AdministerAsync(Fingerprint(certificate)));

        var session = await XadesSignInAsync(certificate, Composite, byFingerprint: true);

        Assert.Equal(
            OfAdministrator.Order(StringComparer.Ordinal),
            Jwt.List(session.Access, "per").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task By_its_subject_the_same_certificate_is_nobody_there()
    {
        using var certificate = TestCertificates.Person("TINPL-1111111111");
        await AdministerAsync(Fingerprint(certificate));

        Assert.Equal(415, Verdict(await XadesStatusAsync(certificate, Composite)).Code);
    }

    [Fact]
    public async Task The_owner_lists_its_administrators_with_what_was_written_of_them()
    {
        await AdministerAsync(Print('A'));

        var shown = await ListAsync(await SignedAccessAsync(), List);

        Assert.Equal(OfAdministrator.Order(StringComparer.Ordinal), Scopes(shown));
        Assert.All(
            shown,
            entry =>
            {
                Assert.Equal(
                    (Vat, Print('A'), "Müller GmbH, Berlin"),
                    (
                        Text(entry, "vatUeIdentifier"),
                        Text(entry, "authorizedFingerprintIdentifier"),
                        Text(entry, "euEntityName")
                    )
                );
                Assert.Equal(
                    ("EntityByFingerprint", "Pieczęć GmbH", "Unter den Linden 1"),
                    (
                        Text(entry, "subjectEntityDetails", "subjectDetailsType"),
                        Text(entry, "subjectEntityDetails", "fullName"),
                        Text(entry, "subjectEntityDetails", "address")
                    )
                );
                Assert.Equal("Müller GmbH", Text(entry, "euEntityDetails", "fullName"));
                Assert.Equal(Client.Value, Text(entry, "authorIdentifier", "value"));
                Assert.False(entry.TryGetProperty("subjectPersonDetails", out _));
            }
        );
    }

    [Fact]
    public async Task A_representative_is_let_in_by_the_administrator_and_listed_in_the_composite_context_alone()
    {
        await AdministerAsync(Print('A'));
        var administrator = await CompositeAccessAsync(Print('A'));

        var granted = await GrantToEndAsync(
            administrator,
            "eu-entities",
            Represent(Print('B'), "InvoiceRead", "InvoiceWrite")
        );
        var there = await ListAsync(administrator, List, new { authorizedFingerprintIdentifier = Print('B')[..10] });
        var atHome = await ListAsync(await SignedAccessAsync(), List);

        Assert.Equal(200, granted);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], Scopes(there));
        Assert.All(there, entry => Assert.Equal("Anna", Text(entry, "subjectPersonDetails", "firstName")));
        Assert.All(atHome, entry => Assert.Equal(Print('A'), Text(entry, "authorizedFingerprintIdentifier")));
    }

    [Fact]
    public async Task A_representative_lets_nobody_in_and_reads_no_list()
    {
        await AdministerAsync(Print('A'));
        await GrantToEndAsync(
            await CompositeAccessAsync(Print('A')),
            "eu-entities",
            Represent(Print('B'), "InvoiceRead")
        );
        var representative = await CompositeAccessAsync(Print('B'));

        var grant = await GrantAsync(representative, "eu-entities", Represent(Print('C'), "InvoiceRead"));
        var list = await PostAsync("/permissions/query/eu-entities/grants", representative, new { });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (grant.Status, list.Status));
        Assert.Equal("missing-permissions", Reason(grant));
    }

    [Fact]
    public async Task Lists_are_narrowed_to_an_entity_and_to_permissions()
    {
        await AdministerAsync(Print('A'));
        await AdministerAsync(
            Print('B'),
            new ContextIdentifier(ContextIdentifierType.NipVatUe, $"{Client.Value}-ATU12345678")
        );
        var access = await SignedAccessAsync();

        var german = await ListAsync(access, List, new { vatUeIdentifier = Vat });
        var managers = await ListAsync(access, List, new { permissionTypes = new[] { "VatUeManage" } });

        Assert.All(german, entry => Assert.Equal(Print('A'), Text(entry, "authorizedFingerprintIdentifier")));
        Assert.Equal((4, 2), (german.Count, managers.Count));
    }

    [Fact]
    public async Task The_owner_and_the_administrator_revoke_each_within_its_reach()
    {
        await AdministerAsync(Print('A'));
        var administrator = await CompositeAccessAsync(Print('A'));
        await GrantToEndAsync(administrator, "eu-entities", Represent(Print('B'), "InvoiceRead"));
        var representative = await IdAsync(administrator, Print('B'));
        var owner = await SignedAccessAsync();

        var byOwner = await EndAsync(owner, await RevokeAsync(owner, representative));
        var byAdministrator = await EndAsync(administrator, await RevokeAsync(administrator, representative));
        var ofAdministrator = await EndAsync(owner, await RevokeAsync(owner, await IdAsync(owner, Print('A'))));

        Assert.Equal((440, 200, 200), (byOwner, byAdministrator, ofAdministrator));
        Assert.Equal(3, (await ListAsync(owner, List)).Count);
    }

    [Fact]
    public async Task The_context_of_another_taxpayer_cannot_be_given_away_410()
    {
        var strange = new ContextIdentifier(ContextIdentifierType.NipVatUe, $"{OtherClient.Value}-{Vat}");

        Assert.Equal(410, await AdministerAsync(Print('A'), strange));
    }

    [Fact]
    public async Task They_are_on_no_list_of_persons()
    {
        await AdministerAsync(Print('A'));
        var access = await SignedAccessAsync();

        foreach (var queryType in (string[])["PermissionsInCurrentContext", "PermissionsGrantedInCurrentContext"])
            Assert.Empty(await ListAsync(access, "persons/grants", new { queryType }));
    }

    [Theory]
    [InlineData("Nip", "5265877635", "Fingerprint")]
    [InlineData("NipVatUe", "5265877635-DE12", "Fingerprint")]
    [InlineData("NipVatUe", "5265877635-ZZ123456789", "Fingerprint")]
    [InlineData("NipVatUe", "5265877635-DE123456789", "Nip")]
    public async Task A_request_that_the_contract_does_not_know_is_21405(string type, string value, string subject)
    {
        var answer = await GrantAsync(
            await SignedAccessAsync(),
            "eu-entities/administration",
            PermissionBodies.EuAdministration(Print('A'), value, type, subject)
        );

        Assert.Equal(21405, answer.Code);
    }

    [Theory]
    [InlineData("eu-entities")]
    [InlineData("eu-entities/administration")]
    public async Task Each_grant_has_its_kind_of_context(string kind)
    {
        var body = kind is "eu-entities"
            ? Represent(Print('B'), "InvoiceRead")
            : PermissionBodies.EuAdministration(Print('A'), Composite.Value);
        await AdministerAsync(Print('A'));
        var access = kind is "eu-entities" ? await SignedAccessAsync() : await CompositeAccessAsync(Print('A'));

        Assert.Equal("context-type-not-allowed", Reason(await GrantAsync(access, kind, body)));
    }

    private async Task<int> AdministerAsync(string fingerprint, ContextIdentifier? context = null) =>
        await GrantToEndAsync(
            await SignedAccessAsync(),
            "eu-entities/administration",
            PermissionBodies.EuAdministration(fingerprint, (context ?? Composite).Value)
        );

    private Task<string> CompositeAccessAsync(string fingerprint) =>
        SignedAccessAsync(Composite, new SubjectIdentifier(SubjectIdentifierType.Fingerprint, fingerprint));

    private async Task<Guid> IdAsync(string access, string fingerprint) =>
        Guid.Parse(
            Text((await ListAsync(access, List, new { authorizedFingerprintIdentifier = fingerprint }))[0], "id")!
        );

    private static object Represent(string fingerprint, params string[] permissions) =>
        PermissionBodies.EuRepresentation(fingerprint, permissions);

    private static string Print(char digit) => new(digit, 64);

    private static string Fingerprint(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static IEnumerable<string?> Scopes(IEnumerable<System.Text.Json.JsonElement> entries) =>
        entries.Select(entry => Text(entry, "permissionScope")).Order(StringComparer.Ordinal);
}
