using YamlDotNet.Core;

namespace KsefTools.Core.Office.Yaml;

internal sealed class YamlScalar : YamlNode
{
    /// <summary>Index after the scalar's last character; for a block scalar after its trailing empty lines.</summary>
    public required int End { get; init; }

    public required string Value { get; init; }

    public required ScalarStyle Style { get; init; }

    /// <summary>
    /// Where a <c>#</c> follows that makes a comment of what may have been meant as text, as in <c>PHU #1</c>; null
    /// where nothing does. Counted from 1.
    /// </summary>
    public int? CutOffColumn { get; init; }

    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;

    /// <summary>Nothing written at all: <c>contact:</c>.</summary>
    public bool IsEmpty => Start == End;

    public bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override bool SaysNothing => IsNull;

    /// <inheritdoc/>
    protected override bool HasContentOf(YamlNode other) =>
        other is YamlScalar { IsNull: false } scalar
        && !IsNull
        && string.Equals(Value, scalar.Value, StringComparison.Ordinal);
}
