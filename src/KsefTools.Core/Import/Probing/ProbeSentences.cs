using KsefTools.Core.Api;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Import.Probing;

/// <summary>What is said of asking where tokens live.</summary>
public static class ProbeSentences
{
    /// <summary>The activity of a progress bar.</summary>
    public static string Activity => Of("Finding the environments of tokens", "Ustalanie środowisk tokenów");

    /// <summary>What it costs, before it is done.</summary>
    /// <param name="probe">Which environments are asked.</param>
    /// <param name="tokens">About how many tokens.</param>
    public static string Cost(EnvironmentProbe probe, int tokens)
    {
        ArgumentNullException.ThrowIfNull(probe);
        var most = tokens * probe.Environments.Count;
        var order = string.Join(" → ", probe.Environments);
        var seconds = Math.Max(1, most / probe.LoginsPerSecond);
        return Of(
            $"Asking KSeF for the environment of {Counted.Of(tokens, "token", "tokens")}: {order}, the next one only "
                + "where the one before does not know the token. At most "
                + $"{Counted.Of(most, "sign-in", "sign-ins")}, {seconds} s or more within the limits.",
            $"Pytam KSeF o środowisko {Counted.Of(tokens, "tokena", "tokenów", "tokenów")}: {order}, "
                + "kolejne tylko wtedy, gdy poprzednie nie zna tokena. Liczba logowań: najwyżej "
                + $"{most}, w ramach limitów {seconds} s lub dłużej."
        );
    }

    internal static string SignedIn(KsefEnvironment environment) =>
        Of($"it signs in at {environment}", $"loguje się w środowisku {environment}");

    internal static string Known(KsefEnvironment environment, string refusal) =>
        Of($"{environment} knows it: {refusal}", $"zna go środowisko {environment}: {refusal}");

    internal static string Unknown(IEnumerable<KsefEnvironment> environments)
    {
        var names = string.Join(", ", environments);
        return Of($"none of {names} knows this token", $"żadne środowisko z {names} nie zna tego tokena");
    }

    internal static string NotAsked(KsefEnvironment environment, string why) =>
        Of(
            $"{environment} could not be asked, so the others were not asked either: {why}",
            $"nie udało się zapytać środowiska {environment}, więc pozostałych też nie pytano: {why}"
        );
}
