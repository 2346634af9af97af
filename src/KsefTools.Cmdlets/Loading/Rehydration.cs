using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace KsefTools.Cmdlets.Loading;

/// <summary>
/// Makes an object of ours again from what PowerShell brings across processes (Import-Clixml, Start-Job, remoting):
/// properties alone, in which statuses are numbers and lists are lists of such objects.
/// </summary>
public sealed class Rehydration : PSTypeConverter
{
    private const string Prefix = "Deserialized.";

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is PSObject crossed
        && crossed.TypeNames.Contains(Prefix + destinationType?.FullName, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override object ConvertFrom(
        object sourceValue,
        Type destinationType,
        IFormatProvider formatProvider,
        bool ignoreCase
    )
    {
        ArgumentNullException.ThrowIfNull(destinationType);
        return Make(PSObject.AsPSObject(sourceValue), destinationType);
    }

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(
        object sourceValue,
        Type destinationType,
        IFormatProvider formatProvider,
        bool ignoreCase
    ) => throw new InvalidCastException();

    private static object Make(PSObject crossed, Type type)
    {
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var made = constructor.Invoke([
            .. constructor
                .GetParameters()
                .Select(one => Value(crossed.Properties[one.Name!]?.Value, one.ParameterType)),
        ]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            if (Value(crossed.Properties[property.Name]?.Value, property.PropertyType) is { } value)
                property.SetValue(made, value);
        return made;
    }

    private static object? Value(object? value, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        // An answer of KSeF's is an object whose properties are the wrapper's.
        if (declared == typeof(object))
            return value;
        if (bare is null || type.IsInstanceOfType(bare))
            return bare;
        if (type.IsEnum)
            return bare is string text ? Enum.Parse(type, text) : Enum.ToObject(type, bare);
        if (type == typeof(DateTimeOffset))
            return Moment(PSObject.AsPSObject(value));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TextList<>))
            return List(bare, type);
        return type.Assembly == typeof(KsefProfile).Assembly
            ? Make(PSObject.AsPSObject(value), type)
            : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
    }

    private static object Moment(PSObject crossed) =>
        crossed.Properties["UtcDateTime"]?.Value is DateTime utc
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            : LanguagePrimitives.ConvertTo(crossed, typeof(DateTimeOffset), CultureInfo.InvariantCulture);

    private static object? List(object items, Type type)
    {
        var of = type.GetGenericArguments()[0];
        var values = (items as IEnumerable ?? new[] { items }).Cast<object?>().Select(item => Value(item, of)).ToList();
        var typed = Array.CreateInstance(of, values.Count);
        for (var index = 0; index < values.Count; index++)
            typed.SetValue(values[index], index);
        return Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.Instance, binder: null, [typed], null);
    }
}
