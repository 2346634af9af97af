using System.Globalization;
using KsefTools.Core.Conversion;

namespace KsefTools.Core.Tests.Conversion.Told;

/// <summary>A run in a line: what a person reads of a thousand clients.</summary>
public sealed class ConversionSummaryTests
{
    [Theory]
    [InlineData(
        "en",
        "Clients: 1 converted, 2 converted before, 2 with the token revoked, 3 ready now, 4 by their own token, "
            + "5 by another session of the office, 1 by their own certificate, 2 waiting for KSeF, 2 need the client, "
            + "1 needs a person's grant, 1 in another process, 6 unknown, 7 failed"
    )]
    [InlineData(
        "pl",
        "Klienci: 1 przeniesiony, 2 przeniesieni wcześniej, 2 z unieważnionym tokenem, 3 gotowi od razu, "
            + "4 przez własny token, 5 przez inną sesję biura, 1 przez własny certyfikat, 2 czekają na KSeF, "
            + "2 po stronie klienta, 1 wymaga uprawnień dla osoby, 1 w innym procesie, 6 bez odpowiedzi, 7 z błędem"
    )]
    public void Each_outcome_and_each_planned_way_is_counted_by_itself(string language, string line)
    {
        var summary = new ConversionSummary();
        Add(summary, 1, ConversionOutcome.Converted, ConversionRoute.AlreadyGranted, revoked: true);
        Add(summary, 1, ConversionOutcome.AlreadyConverted, ConversionRoute.OwnCertificate, revoked: true);
        Add(summary, 1, ConversionOutcome.AlreadyConverted);
        Add(summary, 3, ConversionOutcome.Planned, ConversionRoute.AlreadyGranted);
        Add(summary, 4, ConversionOutcome.Planned, ConversionRoute.ByToken);
        Add(summary, 5, ConversionOutcome.Planned, ConversionRoute.ByOtherSession);
        Add(summary, 1, ConversionOutcome.Planned, ConversionRoute.OwnCertificate);
        Add(summary, 2, ConversionOutcome.WaitingForGrant, ConversionRoute.ByToken);
        Add(summary, 2, ConversionOutcome.WaitingForClient, ConversionRoute.ByClient);
        Add(summary, 1, ConversionOutcome.NeedsPerson, ConversionRoute.NeedsPerson);
        Add(summary, 1, ConversionOutcome.Busy, ConversionRoute.ByOtherSession);
        Add(summary, 6, ConversionOutcome.Unknown);
        Add(summary, 7, ConversionOutcome.Failed);

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.Equal([line], summary.Lines());
    }

    [Fact]
    public void A_group_without_a_client_is_left_out()
    {
        var summary = new ConversionSummary();
        Add(summary, 1, ConversionOutcome.Failed);

        Assert.Equal(["Clients: 1 failed"], summary.Lines());
    }

    [Fact]
    public void A_run_without_clients_is_told_in_no_line() => Assert.Empty(new ConversionSummary().Lines());

    [Theory]
    [InlineData(
        "en",
        "Identity seal: its certificate lasts until 2028-11-22; left: 1 application and 5 active certificates."
    )]
    [InlineData("pl", "Tożsamość seal: certyfikat do 2028-11-22; pozostało: 1 wniosek i 5 aktywnych certyfikatów.")]
    public void What_an_identity_may_still_get_is_told_with_its_last_day(string language, string line)
    {
        var end = new DateTimeOffset(new DateTime(2028, 11, 22, 12, 0, 0, DateTimeKind.Local));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.Equal(line, ConversionSummary.Line(new ConversionForecast("seal", end, 5, 1)));
    }

    private static void Add(
        ConversionSummary summary,
        int count,
        ConversionOutcome outcome,
        ConversionRoute route = ConversionRoute.None,
        bool revoked = false
    )
    {
        for (var number = 0; number < count; number++)
            summary.Add(
                new KsefConversion
                {
                    Nip = "1111111111",
                    Name = "Klient",
                    Environment = "test",
                    Identity = "seal",
                    Route = route,
                    Outcome = outcome,
                    TokenRevoked = revoked,
                    Path = "",
                    OfficePath = "",
                }
            );
    }
}
