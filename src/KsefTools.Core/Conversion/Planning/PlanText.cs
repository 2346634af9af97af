using KsefTools.Core.Credentials;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>A decided route as a person sees it: gains, losses, steps, and what to type next.</summary>
internal static class PlanText
{
    public static KsefConversion Complete(
        KsefConversion result,
        ConversionRoute route,
        ConversionFacts facts,
        Grantor? grantor,
        ConversionScene scene
    )
    {
        IReadOnlyList<string> after =
            route is ConversionRoute.OwnCertificate ? ["Owner"] : After(facts.Present.Names, facts.Missing);
        var (outcome, reason, remedy) = Judge(route, facts, result);
        return result with
        {
            Route = route,
            Outcome = outcome,
            Reason = reason,
            Remedy = remedy,
            IdentityPermissions = new TextList<string>(facts.Present.Names),
            Surplus = new TextList<string>(RightsBalance.Surplus(after, result.TokenPermissions)),
            Lost = new TextList<string>(RightsBalance.Lost(result.TokenPermissions, after)),
            Steps = new TextList<string>(StepsOf(route, facts, grantor, scene)),
        };
    }

    /// <summary>What is done for a client whom the certificate serves already, and whose token shall go.</summary>
    public static IEnumerable<string> RetirementSteps(IReadOnlyList<string> required, ConversionScene scene) =>
        [SignIn(scene.Identity.Name), Prove(required), Revoke()];

    private static IReadOnlyList<string> After(IReadOnlyList<string> present, IReadOnlyList<string> granted) =>
        new EffectivePermissions(present.Concat(granted)).Names;

    private static (ConversionOutcome Outcome, string? Reason, string? Remedy) Judge(
        ConversionRoute route,
        ConversionFacts facts,
        KsefConversion result
    ) =>
        route switch
        {
            ConversionRoute.ByClient => (
                ConversionOutcome.WaitingForClient,
                ConversionSentences.NeedsClient(facts.Missing),
                $"Convert-KsefToCertificate {result.Nip} -RequestPath ."
            ),
            ConversionRoute.NeedsPerson => (
                ConversionOutcome.NeedsPerson,
                ConversionSentences.NeedsPerson(facts.Missing),
                $"Convert-KsefToCertificate {result.Nip} -RequestPath ."
            ),
            _ => (ConversionOutcome.Planned, null, $"Convert-KsefToCertificate {result.Nip}"),
        };

    private static IEnumerable<string> StepsOf(
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
                    $"revoke the token after {scene.Options.AfterDays} days",
                    $"unieważnienie tokenu po {scene.Options.AfterDays} dniach"
                )
                : Revoke();
    }

    private static string SignIn(string identity) => Of($"sign in as {identity}", $"logowanie jako {identity}");

    private static string Prove(IEnumerable<string> permissions) =>
        Of($"prove {ConversionSentences.List(permissions)}", $"sprawdzenie {ConversionSentences.List(permissions)}");

    private static string Revoke() => Of("revoke the token", "unieważnienie tokenu");
}
