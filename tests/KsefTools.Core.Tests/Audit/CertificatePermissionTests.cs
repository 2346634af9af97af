using KsefTools.Core.Audit;
using KsefTools.Core.Office.Settings;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Core.Tests.Audit;

/// <summary>What a certificate's holder may really do at a client, against what the profile expects.</summary>
public sealed class CertificatePermissionTests : IAsyncLifetime
{
    private static readonly OfficeIdentity Seal = new()
    {
        Name = "seal",
        Kind = "seal",
        Subject = AuditHarness.OfficeNip,
    };

    private static readonly OfficeIdentity Anna = new()
    {
        Name = "anna",
        Kind = "person",
        Subject = "92092116352",
    };

    private AuditHarness _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await AuditHarness.StartAsync();
        _office.Policy = _office.Policy with { NeverPermissions = [] };
    }

    public async ValueTask DisposeAsync() => await _office.DisposeAsync();

    private AuditOptions Options => new() { Policy = _office.Policy, Office = _office.OfficeWith(Seal, Anna) };

    private async Task<KsefTokenTestResult> TestAsync(KsefCredential credential, AuditOptions? options = null) =>
        Assert.Single(await _office.RunAsync(options ?? Options, credential));

    private static FindingCode[] CodesOf(KsefTokenTestResult result) => AuditHarness.CodesOf(result);

    [Fact]
    public async Task A_client_who_has_granted_the_offices_identity_nothing_is_told_with_the_remedy()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(identity: "seal");

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.IdentityNotGranted], CodesOf(result));
        Assert.Contains("seal", result.Summary, StringComparison.Ordinal);
        Assert.StartsWith($"Convert-KsefToCertificate -Nip {client.Nip}", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_with_a_certificate_of_the_clients_but_no_right_there_has_no_permissions()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                Subject = new SubjectIdentifier(SubjectIdentifierType.Pesel, "92092116352"),
            }
        );

        Assert.Equal([FindingCode.NoPermissions], CodesOf(await TestAsync(client)));
    }

    [Fact]
    public async Task Granted_rights_are_compared_with_what_the_profile_expects()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(
            identity: "seal",
            expected: ["InvoiceRead", "Introspection"]
        );
        _office.Grant(
            client.Nip,
            SubjectIdentifier.Nip(AuditHarness.OfficeNip),
            Permission.InvoiceRead,
            Permission.InvoiceWrite
        );

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.MissingPermission, FindingCode.ExcessPermission], CodesOf(result));
        Assert.Contains("Introspection", result.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("InvoiceWrite", result.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions);
    }

    [Fact]
    public async Task A_clients_own_certificate_is_its_owner_which_policy_may_not_want()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(expected: ["InvoiceRead"]);
        _office.Policy = _office.Policy with { NeverPermissions = ["CredentialsManage"] };

        Assert.Equal([FindingCode.ExcessPermission], CodesOf(await TestAsync(client)));
    }

    [Theory]
    [InlineData(false, FindingCode.DelegationLost)]
    [InlineData(true, null)]
    public async Task A_person_of_the_office_acts_as_long_as_the_client_lets_the_office_pass_it_on(
        bool canDelegate,
        FindingCode? expected
    )
    {
        var (client, person) = await AddPersonAsync();
        _office.Host.World.AddGrant(
            GrantRecord.ToEntity(
                Guid.NewGuid(),
                ContextIdentifier.Nip(client.Nip),
                AuditHarness.OfficeNip,
                Permission.InvoiceRead,
                canDelegate,
                AuditHarness.Start.AddDays(-50)
            )
        );
        Delegate(GrantTarget.Nip(client.Nip), person);

        var result = await TestAsync(client);

        FindingCode[] codes = expected is { } code ? [code] : [];
        Assert.Equal(codes, CodesOf(result));
    }

    [Fact]
    public async Task A_person_of_the_office_without_any_right_passed_on_is_simply_not_granted()
    {
        var (client, _) = await AddPersonAsync();

        Assert.Equal([FindingCode.IdentityNotGranted], CodesOf(await TestAsync(client)));
    }

    [Fact]
    public async Task A_right_at_a_part_that_lost_its_basis_says_nothing_of_the_client()
    {
        var (client, person) = await AddPersonAsync();
        Delegate(GrantTarget.InternalId($"{client.Nip}-12342"), person);

        Assert.Equal([FindingCode.IdentityNotGranted], CodesOf(await TestAsync(client)));
    }

    private async Task<(KsefCredential Client, SubjectIdentifier Person)> AddPersonAsync()
    {
        var person = new SubjectIdentifier(SubjectIdentifierType.Pesel, Anna.Subject);
        var (client, _) = await _office.AddClientWithCertificateAsync(
            plan => plan with { Subject = person },
            identity: "anna",
            expected: ["InvoiceRead"]
        );
        // At home, so that she can be asked there what happened to her rights.
        _office.Grant(AuditHarness.OfficeNip, person, Permission.Introspection);
        return (client, person);
    }

    private void Delegate(GrantTarget target, SubjectIdentifier person) =>
        _office.Host.World.AddGrant(
            GrantRecord.ToStaff(
                Guid.NewGuid(),
                AuditHarness.OfficeNip,
                person,
                target,
                Permission.InvoiceRead,
                AuditHarness.Start.AddDays(-40)
            )
        );
}
