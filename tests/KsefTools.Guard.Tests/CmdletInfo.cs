using System.Management.Automation;
using System.Reflection;

namespace KsefTools.Guard.Tests;

/// <summary>
/// A cmdlet as its attributes describe it, read as data: the PowerShell here is a reference assembly.
/// </summary>
internal sealed record CmdletInfo(Type Type, string Verb, string Noun, CustomAttributeData Attribute)
{
    internal static IReadOnlyList<CmdletInfo> All { get; } = [.. Find()];

    /// <summary>From the constants of PowerShell's own Verbs classes.</summary>
    internal static IReadOnlySet<string> ApprovedVerbs { get; } =
        typeof(Cmdlet)
            .Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet(StringComparer.Ordinal);

    internal string Name => $"{Verb}-{Noun}";

    internal bool SupportsShouldProcess => Named<bool>(nameof(CmdletAttribute.SupportsShouldProcess));

    internal bool ConfirmImpactIsHigh => Named<int>(nameof(CmdletAttribute.ConfirmImpact)) == (int)ConfirmImpact.High;

    internal IReadOnlyList<CustomAttributeData> OutputTypes =>
        [.. Type.GetCustomAttributesData().Where(data => data.AttributeType == typeof(OutputTypeAttribute))];

    internal IReadOnlyList<PropertyInfo> Parameters =>
        [
            .. Type.GetProperties()
                .Where(property =>
                    property.GetCustomAttributesData().Any(data => data.AttributeType == typeof(ParameterAttribute))
                ),
        ];

    internal static CmdletInfo Named(string name) => All.Single(cmdlet => cmdlet.Name == name);

    private static IEnumerable<CmdletInfo> Find() =>
        from type in Code.Cmdlets.GetExportedTypes()
        from data in type.GetCustomAttributesData()
        where data.AttributeType == typeof(CmdletAttribute)
        let words = data.ConstructorArguments
        select new CmdletInfo(type, (string)words[0].Value!, (string)words[1].Value!, data);

    private T? Named<T>(string property) =>
        Attribute
            .NamedArguments.Where(argument => argument.MemberName == property)
            .Select(argument => (T?)argument.TypedValue.Value)
            .FirstOrDefault();
}
