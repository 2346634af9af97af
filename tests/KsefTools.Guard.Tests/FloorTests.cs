using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using static ArchUnitNET.Fluent.Slices.SliceRuleDefinition;

namespace KsefTools.Guard.Tests;

/// <summary>
/// The engine's rooms are floors: each uses those below it and none above it, so that no circle can form. A picture:
/// docs/how-it-works.md.
/// </summary>
public sealed class FloorTests
{
    private const string Core = "KsefTools.Core";
    private const string Sandbox = "KsefTools.Sandbox";

    /// <summary>From the ground up; rooms of one line stand beside each other and do not use each other.</summary>
    private static readonly string[][] Floors =
    [
        ["Letters"],
        ["Files"],
        ["Secrets"],
        ["Identifiers"],
        ["Api"],
        ["Keys"],
        ["Office"],
        ["SignIn"],
        ["Credentials"],
        ["Journal"],
        ["Certificates"],
        ["Audit"],
        ["Permissions"],
        ["Conversion"],
        ["Tokens", "Import", "Signing", "Lint"],
        ["Access"],
        ["Runs"],
        ["Reports"],
        ["Notices"],
    ];

    /// <summary>
    /// From the ground up. A call reaches everything of its environment, and its rooms know the call: those of the
    /// fourth line use each other.
    /// </summary>
    private static readonly string[][] SandboxFloors =
    [
        ["Counting"],
        ["Identifiers"],
        ["State"],
        [
            "Auth",
            "Certificates",
            "Control",
            "Faults",
            "Hosting",
            "Http",
            "Keys",
            "Lighthouse",
            "Limits",
            "Peppol",
            "Permissions",
            "RateLimits",
            "TestData",
            "Tokens",
        ],
        ["Seeding"],
        ["Signing"],
        ["Serving"],
    ];

    private static readonly Architecture Engine = new ArchLoader().LoadAssemblies(Code.Core).Build();

    private static readonly Architecture SandboxArchitecture = new ArchLoader().LoadAssemblies(Code.Sandbox).Build();

    public static TheoryData<string> Rooms => [.. Floors.SelectMany(floor => floor)];

    public static TheoryData<int> LowerFloorsOfTheSandbox => [.. Enumerable.Range(0, SandboxFloors.Length - 1)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_of_the_engine_uses_only_the_floors_below_it(string room)
    {
        var rule = Types()
            .That()
            .ResideInNamespaceMatching(Within(Core, room))
            .Should()
            .NotDependOnAny(Forbidden(room));

        AssertNone(Violations(rule.Evaluate(Engine)));
    }

    /// <summary>A constant leaves no trace in the compiled code, and its using does in the source.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_of_the_engine_names_only_the_floors_below_it(string room)
    {
        var forbidden = NotBelow(room).Select(other => $"{Core}.{other}").ToList();

        AssertNone(
            from file in Code.Sources("src", Core, room)
            from line in File.ReadLines(file)
            where line.StartsWith("using ", StringComparison.Ordinal)
            where forbidden.Exists(other => line.Contains($"{other};") || line.Contains($"{other}."))
            select $"{Code.Relative(file)}: {line}"
        );
    }

    [Fact]
    public void What_stands_outside_the_rooms_uses_none_of_them()
    {
        var rule = Types()
            .That()
            .ResideInNamespaceMatching($"^{Regex.Escape(Core)}$")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^{Regex.Escape(Core)}\."));

        AssertNone(Violations(rule.Evaluate(Engine)));
    }

    [Fact]
    public void Every_room_of_the_engine_has_its_floor() => AssertAllNamed(Core, Floors);

    [Fact]
    public void Every_room_of_the_sandbox_has_its_floor() => AssertAllNamed(Sandbox, SandboxFloors);

    [Theory]
    [MemberData(nameof(LowerFloorsOfTheSandbox))]
    public void A_floor_of_the_sandbox_uses_none_above_it(int floor)
    {
        var above = SandboxFloors.Skip(floor + 1).SelectMany(rooms => rooms);
        var rule = Types()
            .That()
            .ResideInNamespaceMatching(Within(Sandbox, SandboxFloors[floor]))
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(Within(Sandbox, above)));

        AssertNone(Violations(rule.Evaluate(SandboxArchitecture)));
    }

    [Fact]
    public void The_rooms_of_the_cmdlets_form_no_circle()
    {
        var cmdlets = new ArchLoader().LoadAssemblies(Code.Cmdlets).Build();
        var rule = Slices().Matching("KsefTools.Cmdlets.(*)").Should().BeFreeOfCycles();

        AssertNone(Violations(rule.Evaluate(cmdlets)));
    }

    private static void AssertAllNamed(string project, string[][] floors) =>
        Assert.Equal(
            floors.SelectMany(floor => floor).Order(StringComparer.Ordinal),
            Code.Sources("src", project)
                .Select(file => Code.Relative(file).Split('/'))
                .Where(path => path.Length > 3)
                .Select(path => path[2])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    private static string Within(string project, params IEnumerable<string> rooms) =>
        $@"^{Regex.Escape(project)}\.({string.Join('|', rooms)})(\.|$)";

    private static GivenTypesConjunction Forbidden(string room) =>
        Types().That().ResideInNamespaceMatching(Within(Core, NotBelow(room)));

    private static IEnumerable<string> NotBelow(string room) =>
        Floors.SkipWhile(floor => !floor.Contains(room)).SelectMany(floor => floor).Where(other => other != room);

    private static IEnumerable<string> Violations(IEnumerable<EvaluationResult> results) =>
        results.Where(result => !result.Passed).Select(result => result.Description);

    // All of them, and whole: xunit shortens a collection.
    private static void AssertNone(IEnumerable<string> violations)
    {
        var text = string.Join('\n', violations);
        Assert.True(text.Length == 0, text);
    }
}
