using KsefTools.Demo;
using KsefTools.Demo.Truth;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Core.Tests.Demo;

/// <summary>The comparison with the truth notices what is not so: an exit code of 0 must mean something.</summary>
public sealed class TruthCheckTests
{
    private readonly SeedTruth _truth = OfficeSeed.Create(new SeedOptions()).Truth;

    [Fact]
    public void A_faithful_conversion_makes_no_difference() =>
        Assert.Empty(TruthCheck.OfConversion(_truth, Faithful()));

    [Fact]
    public void A_client_without_result_is_a_difference() =>
        Assert.Single(TruthCheck.OfConversion(_truth, [.. Faithful().Skip(1)]));

    [Fact]
    public void Every_way_in_which_a_conversion_can_be_wrong_is_a_difference_that_names_the_client()
    {
        var first = Faithful()[0];
        KsefConversion[] wrong =
        [
            first with
            {
                Route = ConversionRoute.OwnCertificate,
            },
            first with
            {
                Outcome = ConversionOutcome.Unknown,
            },
            first with
            {
                RequiredPermissions = new TextList<string>(["Owner"]),
            },
            first with
            {
                Surplus = new TextList<string>(["Owner"]),
            },
            first with
            {
                Lost = new TextList<string>(["Owner"]),
            },
        ];

        foreach (var result in wrong)
            Assert.Contains(
                first.Nip,
                Assert.Single(TruthCheck.OfConversion(_truth, [result, .. Faithful().Skip(1)])),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_certificate_that_nobody_judged_is_a_difference() =>
        Assert.Equal(_truth.Certificates.Count - 1, TruthCheck.OfCertificates(_truth, []).Count);

    [Fact]
    public void Asking_too_fast_is_a_difference()
    {
        var figures = new RunFigures
        {
            Took = TimeSpan.Zero,
            Bound = TimeSpan.Zero,
            Requests = 1,
            Logins = 1,
            TooManyRequests = 1,
        };

        Assert.Single(TruthCheck.OfSpeed(figures));
    }

    private List<KsefConversion> Faithful() =>
        [
            .. _truth
                .Clients.Where(client => client.Conversion is not null)
                .Select(client => new KsefConversion
                {
                    Nip = client.Nip,
                    Name = client.Name,
                    Environment = "test",
                    Identity = DemoOffice.Seal,
                    Route = Enum.Parse<ConversionRoute>(client.Conversion!.Route),
                    Outcome = Enum.Parse<ConversionOutcome>(client.Conversion.Outcome),
                    Reason = client.Conversion.Reason,
                    RequiredPermissions = new TextList<string>(client.Conversion.Required),
                    Surplus = new TextList<string>(client.Conversion.Surplus),
                    Lost = new TextList<string>(client.Conversion.Lost),
                    Path = "",
                    OfficePath = "",
                }),
        ];
}
