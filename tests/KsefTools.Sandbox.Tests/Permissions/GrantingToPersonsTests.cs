using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

public sealed class GrantingToPersonsTests : PermissionTest
{
    private const string Fingerprint = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90";

    [Fact]
    public async Task A_person_signs_in_with_what_was_granted_and_finds_it_in_its_token()
    {
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);
        var owner = await SignedAccessAsync();
        var before = Verdict(await XadesStatusAsync(certificate)).Code;

        var code = await GrantToEndAsync(
            owner,
            "persons",
            PermissionBodies.Persons("Pesel", Anna.Value, "InvoiceRead", "Introspection")
        );
        var signedIn = await XadesSignInAsync(certificate);

        Assert.Equal((415, 200), (before, code));
        Assert.Equal(["InvoiceRead", "Introspection"], Jwt.List(signedIn.Access, "per"));
        Assert.Equal(["InvoiceRead", "Introspection"], Jwt.List(signedIn.Access, "per"));
    }

    [Fact]
    public async Task The_grant_is_listed_with_its_author_and_the_persons_name()
    {
        var owner = await SignedAccessAsync();
        await GrantToEndAsync(owner, "persons", PermissionBodies.Persons("Pesel", Anna.Value, "CredentialsRead"));

        var entry = Assert.Single(
            await ListAsync(owner, "persons/grants", new { queryType = "PermissionsInCurrentContext" })
        );

        Assert.Equal("CredentialsRead", Text(entry, "permissionScope"));
        Assert.Equal(Anna.Value, Text(entry, "authorizedIdentifier", "value"));
        Assert.Equal(Client.Value, Text(entry, "authorIdentifier", "value"));
        Assert.Equal("Żak", Text(entry, "subjectPersonDetails", "lastName"));
        Assert.Equal("Obsługa księgowa", Text(entry, "description"));
        Assert.Equal("Active", Text(entry, "permissionState"));
    }

    [Fact]
    public async Task A_person_known_by_fingerprint_alone_is_granted_to_with_its_document()
    {
        var owner = await SignedAccessAsync();
        var body = new
        {
            subjectIdentifier = new { type = "Fingerprint", value = Fingerprint },
            permissions = new[] { "InvoiceRead" },
            description = "Obsługa księgowa",
            subjectDetails = new
            {
                subjectDetailsType = "PersonByFingerprintWithoutIdentifier",
                personByFpNoId = new
                {
                    firstName = "Hans",
                    lastName = "Meyer",
                    birthDate = "1980-05-17",
                    idDocument = new
                    {
                        type = "Paszport",
                        number = "C01X00T47",
                        country = "DE",
                    },
                },
            },
        };

        Assert.Equal(200, await GrantToEndAsync(owner, "persons", body));
        var entry = Assert.Single(
            await ListAsync(owner, "persons/grants", new { queryType = "PermissionsInCurrentContext" })
        );
        Assert.Equal("1980-05-17", Text(entry, "subjectPersonDetails", "birthDate"));
        Assert.Equal("DE", Text(entry, "subjectPersonDetails", "idDocument", "country"));
    }

    [Fact]
    public async Task A_certificate_without_NIP_and_PESEL_signs_in_by_the_fingerprint_that_was_granted_to()
    {
        using var certificate = TestCertificates.Create(
            key: null,
            ("2.5.4.3", "Hans Meyer"),
            ("2.5.4.42", "Hans"),
            ("2.5.4.4", "Meyer"),
            ("2.5.4.5", "PASDE-C01X00T47"),
            ("2.5.4.6", "DE")
        );
        var body = new
        {
            subjectIdentifier = new
            {
                type = "Fingerprint",
                value = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256),
            },
            permissions = new[] { "InvoiceRead" },
            description = "Obsługa księgowa",
            subjectDetails = new
            {
                subjectDetailsType = "PersonByFingerprintWithIdentifier",
                personByFpWithId = new
                {
                    firstName = "Hans",
                    lastName = "Meyer",
                    identifier = new { type = "Pesel", value = Anna.Value },
                },
            },
        };

        await GrantToEndAsync(await SignedAccessAsync(), "persons", body);
        var signedIn = await XadesSignInAsync(certificate, byFingerprint: true);

        Assert.Equal(["InvoiceRead"], Jwt.List(signedIn.Access, "per"));
        // The number beside the fingerprint only says who it is; it grants nothing.
        Assert.Empty(World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task Details_of_another_kind_than_the_identifier_end_at_410()
    {
        var owner = await SignedAccessAsync();

        Assert.Equal(
            410,
            await GrantToEndAsync(owner, "persons", PermissionBodies.Persons("Fingerprint", Fingerprint, "InvoiceRead"))
        );
    }

    [Theory]
    [InlineData("Nip", "5265877635")]
    [InlineData("Pesel", "44051401359")]
    public async Task The_owner_has_everything_already_410(string type, string value)
    {
        World.AddPerson(new PersonRecord(Client.Value, Anna.Value, "Anna Żak"));
        var owner = await SignedAccessAsync();

        Assert.Equal(
            410,
            await GrantToEndAsync(owner, "persons", PermissionBodies.Persons(type, value, "InvoiceRead"))
        );
    }

    [Fact]
    public async Task A_grant_to_the_NIP_of_a_person_reaches_the_PESEL_linked_with_it()
    {
        World.AddPerson(new PersonRecord(OtherClient.Value, Anna.Value, "Anna Żak"));
        var owner = await SignedAccessAsync();

        await GrantToEndAsync(owner, "persons", PermissionBodies.Persons("Nip", OtherClient.Value, "InvoiceRead"));

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task To_the_NIP_of_a_company_it_is_450_where_a_setting_says_so()
    {
        var owner = await SignedAccessAsync();
        World.AddPerson(new PersonRecord(OtherClient.Value, Anna.Value, "Anna Żak"));
        var toCompany = PermissionBodies.Persons("Nip", OfficeNip, "Introspection");

        Host.Main.Settings.PersonGrantsToCompanies = false;
        var refused = await GrantToEndAsync(owner, "persons", toCompany);
        var toPerson = await GrantToEndAsync(
            owner,
            "persons",
            PermissionBodies.Persons("Nip", OtherClient.Value, "Introspection")
        );
        Host.Main.Settings.PersonGrantsToCompanies = true;
        var granted = await GrantToEndAsync(owner, "persons", toCompany);

        Assert.Equal((450, 200, 200), (refused, toPerson, granted));
        Assert.Equal([Permission.Introspection], World.RightsOf(OfficeSubject, Client));
    }

    [Fact]
    public async Task Enforcement_is_granted_by_a_bailiff_or_an_authority_only_430()
    {
        var owner = await SignedAccessAsync();
        var body = PermissionBodies.Persons("Pesel", Anna.Value, "EnforcementOperations");

        var refused = await GrantToEndAsync(owner, "persons", body);
        World.AddPerson(new PersonRecord(Client.Value, "15062788702", "Komornik", IsBailiff: true));
        var granted = await GrantToEndAsync(owner, "persons", body);

        Assert.Equal((430, 200), (refused, granted));
    }

    [Theory]
    [InlineData("Pesel", "123", "InvoiceRead")]
    [InlineData("Fingerprint", "abcdef0123", "InvoiceRead")]
    [InlineData("Pesel", "44051401359", "VatUeManage")]
    [InlineData("Pesel", "44051401359", "Everything")]
    [InlineData("Pesel", "44051401359")]
    [InlineData("Pesel", "44051401359", "InvoiceRead", "InvoiceRead")]
    public async Task Identifiers_and_permissions_are_validated(string type, string value, params string[] permissions)
    {
        var answer = await GrantAsync(
            await SignedAccessAsync(),
            "persons",
            PermissionBodies.Persons(type, value, permissions)
        );

        Assert.Equal((HttpStatusCode.BadRequest, 21405), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Details_of_the_person_are_required()
    {
        var body = new
        {
            subjectIdentifier = new { type = "Pesel", value = Anna.Value },
            permissions = new[] { "InvoiceRead" },
            description = "Obsługa księgowa",
            subjectDetails = new { subjectDetailsType = "PersonByIdentifier" },
        };

        Assert.Equal(21405, (await GrantAsync(await SignedAccessAsync(), "persons", body)).Code);
    }
}
