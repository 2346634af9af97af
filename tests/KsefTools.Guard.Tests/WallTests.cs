using System.Reflection;
using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests;

/// <summary>Which assembly may know which. Why each wall stands: docs/how-it-works.md.</summary>
public sealed partial class WallTests
{
    [Fact]
    public void A_script_can_compare_every_date_with_Get_Date()
    {
        // DateOnly cannot be compared with it, and ConvertTo-Json takes it apart.
        var days =
            from type in Code.Contracts.GetExportedTypes()
            from property in type.GetProperties()
            where property.PropertyType == typeof(DateOnly) || property.PropertyType == typeof(DateOnly?)
            select $"{type.Name}.{property.Name}";
        Assert.Empty(days);
    }

    [Fact]
    public void A_script_reads_every_enum_as_text_in_JSON() =>
        // ConvertTo-Json writes an enum as a number, unless 64 bits lie under it (docs/decisions).
        Assert.All(
            Code.Contracts.GetExportedTypes().Where(type => type.IsEnum),
            type => Assert.Equal(typeof(long), Enum.GetUnderlyingType(type))
        );

    private const string PowerShell = "System.Management.Automation";

    [Fact]
    public void The_engine_knows_no_PowerShell() => Assert.DoesNotContain(PowerShell, References(Code.Core));

    [Fact]
    public void The_sandbox_shares_no_code_with_the_client() =>
        Assert.DoesNotContain(
            References(Code.Sandbox),
            name => name.StartsWith("KsefTools.", StringComparison.Ordinal)
        );

    [Fact]
    public void Contracts_depend_on_the_runtime_alone() =>
        Assert.All(References(Code.Contracts), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Cmdlets_reach_packages_only_through_the_engine()
    {
        // A package named here would be looked for in the default load context, among other modules' versions.
        var allowed = new[] { PowerShell, "KsefTools.Contracts", "KsefTools.Core" };
        var strange = References(Code.Cmdlets)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name.Contains("RateLimiting"))
            .Except(allowed, StringComparer.Ordinal);
        Assert.Empty(strange);
    }

    [Fact]
    public void Only_custody_lets_a_secret_go()
    {
        // It looks first whether a profile names the secret. The cache removes the secret of its own earlier form
        // alone.
        var elsewhere =
            from file in Code.Sources("src", "KsefTools.Core").Concat(Code.Sources("src", "KsefTools.Cmdlets"))
            where File.ReadAllText(file).Contains("ault.RemoveAsync(", StringComparison.Ordinal)
            select Path.GetFileNameWithoutExtension(file);
        Assert.Equal(["SecretCustody", "SessionCache"], elsewhere.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tests_and_benchmarks_start_a_process_in_one_way() =>
        Assert.Equal(
            ["tests/KsefTools.Testing/ChildProcess.cs"],
            Code.Sources("tests")
                .Concat(Code.Sources("bench"))
                .Where(file => StartedProcess().IsMatch(File.ReadAllText(file)))
                .Select(Code.Relative)
        );

    [Theory]
    [InlineData("KsefTools.Cmdlets")]
    [InlineData("KsefTools.Contracts")]
    public void No_type_of_the_engine_can_be_named_by_a_script(string name)
    {
        var leaks =
            from type in Assembly.Load(name).GetExportedTypes()
            from used in TypesInPublicSignatures(type)
            where used.Assembly == Code.Core
            select $"{type.Name} shows {used.Name}";
        Assert.Empty(leaks.Distinct(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(?<!\w)Process\.Start\(|new Process\(", RegexOptions.None, 1000)]
    private static partial Regex StartedProcess();

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<Type> TypesInPublicSignatures(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Instance
            | BindingFlags.Static
            | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(Declared)
            .Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            .SelectMany(method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType));
        var constructors = type.GetConstructors(Declared)
            .Where(constructor => constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly)
            .SelectMany(constructor => constructor.GetParameters().Select(p => p.ParameterType));
        var fields = type.GetFields(Declared)
            .Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => field.FieldType);
        var basis = type.GetInterfaces().Append(type.BaseType ?? typeof(object));
        return methods.Concat(constructors).Concat(fields).Concat(basis).SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
