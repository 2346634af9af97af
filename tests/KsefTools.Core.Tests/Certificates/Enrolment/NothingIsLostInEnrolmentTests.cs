using KsefTools.Core.Certificates.Enrolment;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

public sealed class NothingIsLostInEnrolmentTests : NothingIsLostTests
{
    private protected override async Task<IReadOnlyList<string>> RunAsync(int? diesAt, Scenario scenario)
    {
        using var bench = NewOffice();
        var fate = new Fate(diesAt);

        var result = await UntilDoneAsync(bench, fate, scenario, process => process.EnrolAsync(bench.Order));

        // Not due, where the process died with nothing left to do but to say so.
        Assert.True(result.Outcome is EnrolmentOutcome.Issued or EnrolmentOutcome.NotDue, result.Reason);
        await Wholeness.AssertAsync(bench, certificates: 1, $"{scenario}, {At(fate)}");
        return fate.Points;
    }
}
