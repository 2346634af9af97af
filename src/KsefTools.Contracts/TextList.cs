using System.Collections.ObjectModel;

namespace KsefTools;

/// <summary>
/// A read-only list whose text is its items joined by ", ". Export-Csv and Format-Table print a property by its
/// text, and a plain list would print the name of its type.
/// </summary>
/// <typeparam name="T">The items' type; its ToString is what is shown.</typeparam>
public sealed class TextList<T>(IEnumerable<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override string ToString() => string.Join(", ", this);
}
