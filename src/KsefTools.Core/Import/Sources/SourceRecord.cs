namespace KsefTools.Core.Import.Sources;

/// <summary>A record of a table.</summary>
/// <param name="Number">As the source's program shows it, from 1.</param>
/// <param name="Cells">What stands in it.</param>
internal readonly record struct SourceRecord(int Number, string[] Cells);
