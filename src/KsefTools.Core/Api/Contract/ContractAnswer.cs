namespace KsefTools.Core.Api.Contract;

/// <summary>What KSeF answered, as it came.</summary>
/// <param name="Status">The HTTP status, 200 to 299.</param>
/// <param name="Body">The bytes; none where KSeF had nothing to say.</param>
public readonly record struct ContractAnswer(int Status, ReadOnlyMemory<byte> Body);
