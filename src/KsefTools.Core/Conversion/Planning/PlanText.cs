using static KsefTools.Core.UiText;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>The steps of a decided route, for a person.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Steps(
        ConversionRoute route,
        ConversionFacts facts,
        Grantor? grantor,
        ConversionScene scene
    )
    {
        if (route is ConversionRoute.ByClient or ConversionRoute.NeedsPerson)
            yield break;
        var missing = ConversionSentences.List(facts.Missing);
        if (grantor is not null)
            yield return Of($"grant {missing} by {grantor.Name}", $"nadanie {missing} przez {grantor.Name}");
        var identity =
            route is ConversionRoute.OwnCertificate
                ? Of("the client's own certificate", "własny certyfikat klienta")
                : scene.Identity.Name;
        yield return SignIn(identity);
        yield return Prove(facts.Required);
        yield return Of("switch the profile", "przełączenie profilu");
        if (scene.Options.RevokeToken && facts.Tokens.Count > 0)
            yield return scene.Options.AfterDays > 0
                ? Of(
                    $"revoke the token after {Counted.Of(scene.Options.AfterDays, "day", "days")}",
                    $"unieważnienie tokena po {Counted.Of(scene.Options.AfterDays, "dniu", "dniach", "dniach")}"
                )
                : Revoke();
    }

    /// <summary>What is done for a client that the certificate serves already, and whose token is to go.</summary>
    public static IEnumerable<string> RetirementSteps(ConversionFacts facts, ConversionScene scene) =>
        [SignIn(scene.Identity.Name), Prove(facts.Required), Revoke()];

    private static string SignIn(string identity) => Of($"sign in as {identity}", $"logowanie jako {identity}");

    private static string Prove(IEnumerable<string> permissions) =>
        Of($"prove {ConversionSentences.List(permissions)}", $"sprawdzenie: {ConversionSentences.List(permissions)}");

    private static string Revoke() => Of("revoke the token", "unieważnienie tokena");
}
