using static KsefTools.Core.UiText;

namespace KsefTools.Core.Conversion;

/// <summary>A run in a few lines: how many clients go by which way, and what came of them.</summary>
public sealed class ConversionSummary
{
    private readonly List<KsefConversion> _results = [];

    public void Add(KsefConversion result) => _results.Add(result);

    /// <summary>One line for each group that has a client.</summary>
    public IReadOnlyList<string> Lines() =>
        _results.Count == 0 ? [] : [Of("Clients: ", "Klienci: ") + string.Join(", ", Groups())];

    /// <summary>What is left of the identity's certificates, in a line.</summary>
    public static string Line(ConversionForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        var end = LocalTime.Day(forecast.ValidTo);
        return Of(
            $"Identity {forecast.Identity}: its certificate lasts until {end}; left: "
                + $"{Counted.Of(forecast.EnrolmentsLeft, "application", "applications")} and "
                + $"{Counted.Of(forecast.CertificatesLeft, "active certificate", "active certificates")}.",
            $"Tożsamość {forecast.Identity}: certyfikat do {end}; pozostało: "
                + $"{Counted.Of(forecast.EnrolmentsLeft, "wniosek", "wnioski", "wniosków")} i "
                + Counted.Of(
                    forecast.CertificatesLeft,
                    "aktywny certyfikat",
                    "aktywne certyfikaty",
                    "aktywnych certyfikatów"
                )
                + "."
        );
    }

    private IEnumerable<string> Groups() =>
        new (int Count, string[] English, string[] Polish)[]
        {
            (Count(ConversionOutcome.Converted), ["converted"], ["przeniesiony", "przeniesieni", "przeniesionych"]),
            (
                Count(ConversionOutcome.AlreadyConverted),
                ["converted before"],
                ["przeniesiony wcześniej", "przeniesieni wcześniej", "przeniesionych wcześniej"]
            ),
            (_results.Count(result => result.TokenRevoked), ["with the token revoked"], ["z unieważnionym tokenem"]),
            (
                Planned(ConversionRoute.AlreadyGranted),
                ["ready now"],
                ["gotowy od razu", "gotowi od razu", "gotowych od razu"]
            ),
            (Planned(ConversionRoute.ByToken), ["by their own token"], ["przez własny token"]),
            (Planned(ConversionRoute.ByOtherSession), ["by another session of the office"], ["przez inną sesję biura"]),
            (Planned(ConversionRoute.OwnCertificate), ["by their own certificate"], ["przez własny certyfikat"]),
            (
                Count(ConversionOutcome.WaitingForGrant),
                ["waiting for KSeF"],
                ["czeka na KSeF", "czekają na KSeF", "czeka na KSeF"]
            ),
            (
                Count(ConversionOutcome.WaitingForClient),
                ["needs the client", "need the client"],
                ["po stronie klienta"]
            ),
            (
                Count(ConversionOutcome.NeedsPerson),
                ["needs a person's grant", "need a person's grant"],
                ["wymaga uprawnień dla osoby", "wymagają uprawnień dla osoby", "wymaga uprawnień dla osoby"]
            ),
            (Count(ConversionOutcome.Busy), ["in another process"], ["w innym procesie"]),
            (Count(ConversionOutcome.Unknown), ["unknown"], ["bez odpowiedzi"]),
            (Count(ConversionOutcome.Failed), ["failed"], ["z błędem"]),
        }
            .Where(group => group.Count > 0)
            .Select(group => Of(Counted.Of(group.Count, group.English), Counted.Of(group.Count, group.Polish)));

    private int Count(ConversionOutcome outcome) => _results.Count(result => result.Outcome == outcome);

    private int Planned(ConversionRoute route) =>
        _results.Count(result => result.Outcome is ConversionOutcome.Planned && result.Route == route);
}
