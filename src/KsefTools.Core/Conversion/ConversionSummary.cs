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
            $"Identity {forecast.Identity}: its certificate lasts until {end}; {forecast.EnrolmentsLeft} "
                + $"applications and {forecast.CertificatesLeft} active certificates are left.",
            $"Tożsamość {forecast.Identity}: certyfikat do {end}; pozostało {forecast.EnrolmentsLeft} wniosków i "
                + $"{forecast.CertificatesLeft} aktywnych certyfikatów."
        );
    }

    private IEnumerable<string> Groups() =>
        new (int Count, string English, string Polish)[]
        {
            (Count(ConversionOutcome.Converted), "converted", "przeniesieni"),
            (Count(ConversionOutcome.AlreadyConverted), "converted before", "przeniesieni wcześniej"),
            (_results.Count(result => result.TokenRevoked), "with the token revoked", "z unieważnionym tokenem"),
            (Planned(ConversionRoute.AlreadyGranted), "ready now", "gotowi od razu"),
            (Planned(ConversionRoute.ByToken), "by their own token", "przez własny token"),
            (Planned(ConversionRoute.ByOtherSession), "by another session of the office", "przez inną sesję biura"),
            (Planned(ConversionRoute.OwnCertificate), "by their own certificate", "przez własny certyfikat"),
            (Count(ConversionOutcome.WaitingForGrant), "waiting for KSeF", "czekają na KSeF"),
            (Count(ConversionOutcome.WaitingForClient), "need the client", "wymagają klienta"),
            (Count(ConversionOutcome.NeedsPerson), "need a person's grant", "wymagają uprawnień dla osoby"),
            (Count(ConversionOutcome.Busy), "in another process", "w innym procesie"),
            (Count(ConversionOutcome.Unknown), "unknown", "bez odpowiedzi"),
            (Count(ConversionOutcome.Failed), "failed", "z błędem"),
        }
            .Where(group => group.Count > 0)
            // In Polish the number would bend the words.
            .Select(group => Of($"{group.Count} {group.English}", $"{group.Polish}: {group.Count}"));

    private int Count(ConversionOutcome outcome) => _results.Count(result => result.Outcome == outcome);

    private int Planned(ConversionRoute route) =>
        _results.Count(result => result.Outcome is ConversionOutcome.Planned && result.Route == route);
}
