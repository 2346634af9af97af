namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>What an import into an empty office must make of one row.</summary>
/// <param name="Row">As a spreadsheet program numbers it: from 1, counting title, header and blank lines.</param>
/// <param name="Nip">The NIP that the row says; null where it says no valid one.</param>
/// <param name="Outcome"><c>Imported</c>, <c>Duplicate</c>, <c>WithoutToken</c> or <c>Refused</c>.</param>
/// <param name="Reason">
/// For a refused row <c>InvalidNip</c>, <c>OtherContext</c>, <c>TwoTokens</c> or <c>UnreadableToken</c>; else null.
/// </param>
/// <param name="Reference">The reference number in the row's token, where it can be read; else null.</param>
public sealed record RowTruth(int Row, string? Nip, string Outcome, string? Reason, string? Reference);
