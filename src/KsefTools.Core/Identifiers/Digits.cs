namespace KsefTools.Core.Identifiers;

internal static class Digits
{
    internal static bool AreAll(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    internal static int At(ReadOnlySpan<char> text, int index) => text[index] - '0';

    /// <summary>Each digit times its weight; the weights repeat where there are more digits.</summary>
    internal static int WeightedSum(ReadOnlySpan<char> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
            sum += At(digits, index) * weights[index % weights.Length];
        return sum;
    }
}
