namespace KsefTools.Bench.Shell;

/// <summary>A time beside the least that something else allows.</summary>
/// <param name="Seconds">What it took.</param>
/// <param name="Bound">The least.</param>
internal sealed record BoundTime(double Seconds, double Bound)
{
    public double Ratio => Bound > 0 ? Seconds / Bound : 0;
}
