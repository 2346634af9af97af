using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>What an import would do, row by row, wherever its rows come from. A plan changes nothing.</summary>
/// <param name="source">The spreadsheet or the folder, as a full path.</param>
/// <param name="rows">In the order in which they stand there.</param>
public abstract class PlannedImport(string source, IReadOnlyList<PlannedRow> rows)
{
    /// <summary>The spreadsheet or the folder, as a full path.</summary>
    public string Source { get; } = source;

    /// <summary>One for each row of the spreadsheet, or for each certificate and file without one.</summary>
    public IReadOnlyList<PlannedRow> Rows { get; } = rows;

    /// <summary>
    /// Some of the plan's rows as they are to be now: another process, or a person, may have changed files and vault
    /// since the plan was made. Rows that were to change nothing stay as they are.
    /// </summary>
    internal abstract Task<IReadOnlyList<PlannedRow>> RenewAsync(
        OfficeFolder office,
        ISecretVault vault,
        IReadOnlyList<PlannedRow> rows,
        CancellationToken cancellationToken
    );

    /// <summary>All rows, with those that were looked at again in their places.</summary>
    private protected static IReadOnlyList<PlannedRow> Renewed(
        IReadOnlyList<PlannedRow> rows,
        IReadOnlyList<PlannedRow> changing,
        IReadOnlyList<PlannedRow> renewed
    )
    {
        var now = changing
            .Zip(renewed)
            .ToDictionary(
                pair => pair.First,
                pair =>
                    pair.Second with
                    {
                        // What was noted of rows together holds as before.
                        Reason = pair.Second.Reason ?? pair.First.Reason,
                        IsShared = pair.First.IsShared,
                    }
            );
        return [.. rows.Select(row => now.GetValueOrDefault(row, row))];
    }
}
