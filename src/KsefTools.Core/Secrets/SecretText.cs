using System.Security.Cryptography;
using System.Text;

namespace KsefTools.Core.Secrets;

/// <summary>
/// A secret on its way between a vault and KSeF. Its text comes out by <see cref="Reveal"/> alone, so a secret that
/// strays into a log, an exception or a debugger view shows only <c>***</c>.
/// </summary>
[System.Diagnostics.DebuggerDisplay("***")]
public sealed class SecretText(string value) : IEquatable<SecretText>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    public int Length => _value.Length;

    /// <summary>The vault's secret that it was read from; null for one that a person gave, or that KSeF made.</summary>
    public SecretAddress? Origin { get; private init; }

    /// <summary>The same secret, which knows where it was read from.</summary>
    internal SecretText From(SecretAddress origin) => new(_value) { Origin = origin };

    /// <summary>The secret itself. To be called at the point of use, and the result kept in no field.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(SecretText? other) =>
        other is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(_value),
            Encoding.UTF8.GetBytes(other._value)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretText);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <inheritdoc/>
    public override string ToString() => "***";
}
