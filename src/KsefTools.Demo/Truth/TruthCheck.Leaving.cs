using KsefTools.Demo.Leaving;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Truth;

public static partial class TruthCheck
{
    /// <summary>
    /// Where the leaver was found with more or less than is true, or has something left; and where the rotated token
    /// may do something else than the one before.
    /// </summary>
    public static IReadOnlyList<string> OfLeaving(SeedTruth truth, LeavingReport report)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(report);
        var differences = new Differences();
        differences.Compare("leaver", "found", Text(Held(truth)), Text(report.Found.Select(Of)));
        differences.Compare("leaver", "ended", Text(Held(truth)), Text(report.Ends.SelectMany(Ended)));
        differences.Compare(
            "leaver",
            "left",
            "",
            Text(report.Left.Where(row => row.State is not "Revoking").Select(Of))
        );
        if (DemoLeaving.RotatedOf(truth) is { } client)
        {
            var who = $"{client.Nip}, rotation";
            differences.Compare(who, "outcome", TokenOutcome.Rotated, report.Rotation?.Outcome);
            differences.Compare(who, "former", client.Reference, report.Rotation?.FormerReference);
            differences.Compare(who, "former revoked", true, report.Rotation?.FormerRevoked);
            differences.Compare(
                who,
                "permissions",
                string.Join(", ", client.Permissions),
                report.Rotation?.Permissions.ToString()
            );
        }
        return differences.Sentences;
    }

    private static IEnumerable<string> Held(SeedTruth truth) =>
        truth
            .Leaver.Tokens.Select(token => $"{token.Nip} {token.Reference}")
            .Concat(truth.Leaver.Permissions.Where(held => held.IsVisible).Select(held => $"{held.Nip} {held.Id}"));

    private static string Of(KsefAccess row) => $"{row.Nip} {row.Reference}";

    private static IEnumerable<string> Ended(KsefAccessEnd end) =>
        end.Steps.Where(step => step.Outcome is AccessEndOutcome.Ended).Select(step => $"{end.Nip} {step.Reference}");

    private static string Text(IEnumerable<string> held) => string.Join("; ", held.Order(StringComparer.Ordinal));
}
