using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Truth;

public static partial class TruthCheck
{
    private const string Converted = nameof(ConversionOutcome.Converted);

    /// <summary>Where the plan and the truth disagree: what is converted in truth is only planned yet.</summary>
    public static IReadOnlyList<string> OfPlan(SeedTruth truth, IReadOnlyList<KsefConversion> results) =>
        Each(
            truth,
            results,
            result => result.Nip,
            (differences, client, result) =>
                Compare(differences, "plan", client, result, nameof(ConversionOutcome.Planned))
        );

    /// <summary>Where the conversion and the truth disagree.</summary>
    public static IReadOnlyList<string> OfConversion(SeedTruth truth, IReadOnlyList<KsefConversion> results) =>
        Each(
            truth,
            results,
            result => result.Nip,
            (differences, client, result) => Compare(differences, "conversion", client, result, Converted)
        );

    /// <summary>
    /// Where the audit after the end of tokens and the truth disagree, with all converted that can be.
    /// </summary>
    public static IReadOnlyList<string> OfConvertedEnd(SeedTruth truth, IReadOnlyList<KsefTokenTestResult> results) =>
        Each(truth, results, result => result.Nip, CompareConvertedEnd);

    private static void Compare(
        Differences differences,
        string what,
        ClientTruth client,
        KsefConversion result,
        string converted
    )
    {
        var truth = client.Conversion!;
        var who = $"{client.Nip} ({truth.Case}), {what}";
        differences.Compare(who, "route", truth.Route, result.Route.ToString());
        differences.Compare(
            who,
            "outcome",
            truth.Outcome is Converted ? converted : truth.Outcome,
            result.Outcome.ToString()
        );
        differences.Compare(who, "required", string.Join(", ", truth.Required), result.RequiredPermissions.ToString());
        differences.Compare(who, "surplus", string.Join(", ", truth.Surplus), result.Surplus.ToString());
        differences.Compare(who, "lost", string.Join(", ", truth.Lost), result.Lost.ToString());
        if (result.Outcome is ConversionOutcome.Failed)
            differences.Compare(who, "reason", truth.Reason, result.Reason?.Split(':')[0]);
    }

    private static void CompareConvertedEnd(Differences differences, ClientTruth client, KsefTokenTestResult result)
    {
        var truth = client.Conversion!;
        var who = $"{client.Nip} ({truth.Case}), after the end";
        differences.Compare(who, "status", truth.StatusAfterEnd, result.Status.ToString());
        if (truth.Outcome is Converted)
        {
            differences.Compare(who, "identity", DemoOffice.Seal, result.Identity);
            differences.Compare(who, "signs in", true, result.SignIn is not SignInKind.None);
            differences.Compare(
                who,
                "findings",
                truth.StatusAfterEnd is "Healthy" ? "" : nameof(FindingCode.ExcessPermission),
                CodesButLaw(result)
            );
        }
        else if (client.StopsAtEnd)
            differences.Compare(who, "told of the end", FindingSeverity.Critical, EndOf(result)?.Severity);
    }
}
