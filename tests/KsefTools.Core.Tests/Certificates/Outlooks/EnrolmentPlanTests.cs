using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Outlooks;

/// <summary>What a later process reads in the first line of an enrolment's journal.</summary>
public sealed class EnrolmentPlanTests
{
    private static readonly EnrolmentPlan Plan = new()
    {
        Holder = CertificateHolder.OfClient(OfficeBench.ClientNip),
        Environment = "test",
        Context = ContextIdentifier.Of(OfficeBench.ClientNip),
        Type = CertificateType.Offline,
        Algorithm = KeyAlgorithm.Rsa,
        Name = "KsefTools 1f3a9c20",
        Secret = new SecretAddress("KsefVault", "new"),
        ValidFrom = new DateTimeOffset(2026, 12, 1, 8, 30, 0, TimeSpan.Zero),
        Old = new SecretAddress("Second", "old"),
        OldSerial = "0123456789ABCDEF",
        RevokeOld = true,
    };

    [Fact]
    public void What_was_written_is_what_is_read() =>
        Assert.Equal(Plan, EnrolmentPlan.Of(Line(Plan))! with { Again = Plan.Again });

    [Fact]
    public void What_was_not_said_is_not_read()
    {
        var plan = Plan with { ValidFrom = null, Old = null, OldSerial = null, RevokeOld = false };

        Assert.Equal(plan, EnrolmentPlan.Of(Line(plan))! with { Again = plan.Again });
    }

    [Theory]
    [InlineData("holder")]
    [InlineData("holderName")]
    [InlineData("environment")]
    [InlineData("contextType")]
    [InlineData("context")]
    [InlineData("type")]
    [InlineData("algorithm")]
    [InlineData("name")]
    [InlineData("secret")]
    public void A_line_that_lacks_what_the_next_step_needs_is_no_plan(string field)
    {
        var line = Line(Plan);

        var torn = line with { Fields = line.Fields.Where(said => said.Key != field).ToDictionary() };

        Assert.Null(EnrolmentPlan.Of(torn));
    }

    [Fact]
    public void A_line_whose_date_is_none_is_no_plan_and_stops_nobody_else_s()
    {
        var line = Line(Plan);

        var damaged = line with { Fields = new Dictionary<string, string>(line.Fields) { ["validFrom"] = "never" } };

        Assert.Null(EnrolmentPlan.Of(damaged));
    }

    private static JournalEntry Line(EnrolmentPlan plan) =>
        JournalEntry.Of(TestMaterial.Now, "started", plan.ToFields());
}
