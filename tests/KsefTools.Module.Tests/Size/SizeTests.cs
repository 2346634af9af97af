using KsefTools.Demo.Truth;

namespace KsefTools.ModuleTests.Size;

/// <summary>What an office of full size gets from each command, in a real PowerShell, beside the truth.</summary>
public abstract class SizeTests(SizedOffice office)
{
    [Fact]
    public void Every_row_of_the_spreadsheet_has_its_fate() =>
        Assert.Empty(TruthCheck.OfImport(office.Truth, office.Day.Import));

    [Fact]
    public void Every_client_has_its_verdict() => Assert.Empty(TruthCheck.OfAudit(office.Truth, office.Day.Audit));

    [Fact]
    public void The_next_audit_says_the_same_without_signing_in_again()
    {
        var first = office.Day.Audit.ToDictionary(result => result.Nip, StringComparer.Ordinal);

        Assert.Equal(first.Count, office.Day.AuditAgain.Count);
        Assert.All(
            office.Day.AuditAgain,
            again =>
            {
                Assert.Equal((again.Nip, first[again.Nip].Status), (again.Nip, again.Status));
                Assert.Equal(first[again.Nip].Findings.ToString(), again.Findings.ToString());
                Assert.NotEqual(SignInKind.Cold, again.SignIn);
            }
        );
    }

    [Fact]
    public void The_lint_finds_nothing_that_an_import_has_left_undone() =>
        Assert.DoesNotContain(
            office.Day.Lint,
            issue => issue.Code is OfficeIssueCode.SecretMissing or OfficeIssueCode.InterruptedRun
        );

    [Fact]
    public void Every_client_has_its_plan() => Assert.Empty(TruthCheck.OfPlan(office.Truth, office.Day.Plan));

    [Fact]
    public void Every_client_is_moved_that_can_be() =>
        Assert.Empty(TruthCheck.OfConversion(office.Truth, office.Day.Convert));

    [Fact]
    public void The_office_s_permissions_are_what_its_converted_clients_need()
    {
        var granted = office.Day.Permissions.ToLookup(given => given.Nip, given => given.Permission);
        Assert.All(
            office.Truth.Clients.Where(client => client.Conversion is { Outcome: "Converted" }),
            client => Assert.Subset(granted[client.Nip].ToHashSet(), client.Conversion!.Required.ToHashSet())
        );
    }

    [Fact]
    public void No_command_leaves_an_error_behind() => Assert.Empty(office.Day.Figures.Leftovers);
}

public sealed class ThousandClientsTests(ThousandClients office) : SizeTests(office), IClassFixture<ThousandClients>;

public sealed class ThousandClientsBehindAPasswordTests(ThousandClientsBehindAPassword office)
    : SizeTests(office),
        IClassFixture<ThousandClientsBehindAPassword>;

public sealed class TwoHundredClientsInSmallSecretsTests(TwoHundredClientsInSmallSecrets office)
    : SizeTests(office),
        IClassFixture<TwoHundredClientsInSmallSecrets>;
