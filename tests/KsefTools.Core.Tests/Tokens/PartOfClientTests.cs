using KsefTools.Core.Audit;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Access;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>A part of a client is audited, rotated, moved to a certificate and left as a client is.</summary>
public sealed class PartOfClientTests : AccessEndingTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_and_part_are_audited_each_by_itself()
    {
        var (client, part) = Two(Permission.InvoiceRead);
        Bench.World.UpdateToken(part.Token!, token => token with { Status = TokenStatus.Revoked });

        var results = await AuditAsync();

        Assert.Equal([client.Nip, part.Nip], results.Select(result => result.Nip).OrderBy(nip => nip.Length));
        var revoked = Assert.Single(
            results,
            result => result.Findings.Any(one => one.Code is FindingCode.TokenRevoked)
        );
        Assert.Equal(part.Nip, revoked.Nip);
        Assert.Contains(part.Nip, revoked.Remedy!, StringComparison.Ordinal);
        var seen = Directory.GetFiles(Path.Combine(Bench.Office.StatePath, "observations"));
        Assert.Equal(
            [$"{client.Nip}.json", $"{part.Nip}.json"],
            seen.Select(Path.GetFileName).OrderBy(name => name!.Length)
        );
    }

    [Fact]
    public async Task The_token_of_one_in_the_others_place_is_never_used()
    {
        var (client, part) = Two(Permission.InvoiceRead);
        Bench.Keep(part.Secret.Name, Bench.World.FindToken(client.Token!)!.Secret);

        var result = Assert.Single(await AuditAsync(), one => one.Nip == part.Nip);

        Assert.Contains(result.Findings, finding => finding.Code is FindingCode.WrongContext);
        Assert.Equal(SignInKind.None, result.SignIn);
    }

    [Fact]
    public async Task A_part_s_token_is_rotated_and_its_client_s_stays()
    {
        var (client, part) = Two(Permission.InvoiceRead);
        Grant(part, Seal, Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(part));

        Assert.Equal((TokenOutcome.Rotated, part.Nip), (result.Outcome, result.Nip));
        Assert.Equal(result.Reference, Assert.Single(Bench.AccessOf(part)).Reference);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(part)).ReferenceNumber);
        Assert.Equal(client.Token, Assert.Single(Bench.AccessOf(client)).Reference);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_part_moves_to_the_certificate_by_its_own_grants_and_back()
    {
        var (client, part) = Two(Permission.InvoiceRead);
        Bench.Grant(part, permissions: Permission.InvoiceRead);

        var results = await Bench.ConvertAsync();

        Assert.Equal(ConversionOutcome.Converted, Assert.Single(results, one => one.Nip == part.Nip).Outcome);
        Assert.NotEqual(ConversionOutcome.Converted, Assert.Single(results, one => one.Nip == client.Nip).Outcome);
        Assert.Contains(Bench.AccessOf(part), entry => entry.Identity == "seal");
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Identity is not null);
        using var process = Bench.Start();
        Assert.True((await process.RestoreAsync(part)).IsRestored);
        Assert.DoesNotContain(Bench.AccessOf(part), entry => entry.RetiredOn is not null);
    }

    [Fact]
    public async Task The_end_of_a_part_s_access_leaves_its_client_s()
    {
        var (client, part) = Two(Permission.InvoiceRead);

        var end = await LeaveAsync(part);

        Assert.Equal((AccessEndOutcome.Ended, part.Nip), (end.Outcome, end.Nip));
        Assert.Empty(Bench.ActiveOf(part));
        Assert.Empty(Bench.AccessOf(part));
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Single(Bench.AccessOf(client));
    }

    [Fact]
    public async Task A_leaver_loses_what_is_theirs_at_parts_as_well()
    {
        var (client, part) = Two(Permission.InvoiceRead, Permission.CredentialsManage);
        Grant(part, Anna, Permission.InvoiceWrite);

        var ends = await LeaveAsync(ConversionBench.Employee);

        Assert.Equal(AccessEndOutcome.Ended, Assert.Single(ends, end => end.Nip == part.Nip).Outcome);
        Assert.DoesNotContain(ends, end => end.Nip == client.Nip);
        Assert.Empty(LeftAt(part, Anna));
    }

    private (ConversionClient Client, ConversionClient Part) Two(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        return (client, Bench.AddPart(client, permissions));
    }

    private async Task<IReadOnlyList<KsefTokenTestResult>> AuditAsync()
    {
        using var process = Bench.Start();
        var audit = new OfficeAudit(Bench.Office, process.Vault, process.Sessions, Clock);
        var credentials = Bench
            .Office.Profiles.ReadAll()
            .SelectMany(result => result.Profile!.ToCredentialsInUse(Bench.Office))
            .ToList();
        return await audit.RunAsync(credentials, new AuditOptions(), Cancel).ToListAsync(Cancel);
    }
}
