using KsefTools.Demo;
using KsefTools.Demo.Certificates;
using KsefTools.Demo.Leaving;
using KsefTools.Demo.Truth;

namespace KsefTools.Core.Tests.Demo;

/// <summary>
/// What the matrix and the end of somebody's access cost at 60 clients: requests are what KSeF limits, so they are
/// counted.
/// </summary>
public sealed class LeavingFiguresTests
{
    [Fact]
    public async Task The_matrix_and_the_end_of_access_cost_a_few_requests_a_client()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var office = await DemoOffice.CreateAsync(new DemoOptions { WithLimits = false }, cancel);
        await DemoImport.RunAsync(office, cancel);
        using var client = office.CreateClient();
        await DemoEnrolment.RunAsync(office, client, cancel);

        var report = await DemoLeaving.RunAsync(office, client, cancel);

        Assert.Empty(TruthCheck.OfLeaving(office.Seeded.Truth, report));
        var clients = office.Seeded.Truth.Clients.Count;
        var steps = report.Ends.Sum(end => end.Steps.Count);
        var figures = $"{clients} clients, {steps} steps; matrix {report.Matrix}; ending {report.Ending}";
        TestContext.Current.TestOutputHelper!.WriteLine(figures);
        // A cold sign-in, and the lists of tokens, sessions, permissions, and what is the session's own.
        Assert.True(report.Matrix.Requests <= 10 * clients, figures);
        // The lists again, with the sessions of before, and a few calls a step.
        Assert.True(report.Ending.Requests <= (6 * clients) + (12 * steps), figures);
        Assert.Equal((0, 0), (report.Matrix.TooManyRequests, report.Ending.TooManyRequests));
    }
}
