namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>What one client granted.</summary>
/// <param name="Case">Why.</param>
/// <param name="Granted">To the office, in effect.</param>
/// <param name="CanDelegate">Whether the office may pass it on.</param>
/// <param name="Employee">What the office gave its employee for this client, with or without a basis.</param>
internal sealed record ConversionStory(
    ConversionCase Case,
    IReadOnlyList<string> Granted,
    bool CanDelegate,
    IReadOnlyList<string> Employee
)
{
    /// <summary>What the employee may do in the client's context.</summary>
    public IReadOnlyList<string> EmployeeActive => CanDelegate ? Employee.Common(Granted) : [];

    public static ConversionStory Nothing(ConversionCase given) => new(given, [], CanDelegate: false, []);
}
