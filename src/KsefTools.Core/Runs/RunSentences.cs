using static KsefTools.Core.UiText;

namespace KsefTools.Core.Runs;

/// <summary>Sentences about a run as a whole.</summary>
internal static class RunSentences
{
    public static string CutOff =>
        Of(
            "The run was cut off; what it had not reached is not known.",
            "Audyt przerwano; o tym, do czego nie doszło, nic nie wiadomo."
        );

    public static string NotKept(string why) =>
        Of(
            $"This run is not kept, or not as a whole: {why}",
            $"Ten audyt nie zostanie zachowany albo nie w całości: {why}"
        );

    public static string NotCompared(string why) =>
        Of($"The run before could not be compared with: {why}", $"Nie porównano z poprzednim audytem: {why}");
}
