using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing;

/// <summary>
/// Writes requests that another program signs. A challenge lives ten minutes, so all are asked for at the same time, as
/// late as can be, as fast as the limits allow.
/// </summary>
/// <param name="office">The office, which remembers what it asked for.</param>
/// <param name="sessions">Ask KSeF and count the limits.</param>
/// <param name="time">Tells the present, and the time zone of the files' names.</param>
public sealed class SigningRequests(OfficeFolder office, KsefSessions sessions, TimeProvider time)
{
    /// <summary>
    /// More than a person signs one by one in ten minutes, at about forty seconds each; programs that sign a whole
    /// folder manage more.
    /// </summary>
    public const int MostByHand = 15;

    private readonly SigningRecords _records = new(office);

    /// <summary>What to say to somebody who wants more than <see cref="MostByHand"/> at once.</summary>
    public static string TooMany(int count) => SigningSentences.TooMany(count);

    /// <summary>Writes one file for each order; one that fails does not stop the others.</summary>
    /// <param name="orders">What is to be signed.</param>
    /// <param name="folder">Where; created, for its owner only, if it is not there.</param>
    /// <param name="parallel">How many at a time.</param>
    /// <param name="report">Hears of each order once, from any thread.</param>
    /// <param name="cancellationToken">Begins no further ones.</param>
    /// <exception cref="IOException">The folder cannot be made; KSeF was not asked.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made; KSeF was not asked.</exception>
    public async Task IssueAsync(
        IReadOnlyCollection<SigningOrder> orders,
        string folder,
        int parallel,
        Action<SigningIssued> report,
        CancellationToken cancellationToken
    )
    {
        SigningFile.CreateFolder(folder);
        _records.Prune(time.GetUtcNow());
        await Parallel.ForEachAsync(
            orders,
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (order, cancel) => report(await TryIssueAsync(order, folder, cancel))
        );
    }

    /// <summary>Writes one file.</summary>
    internal async Task<SigningRecord> IssueAsync(
        SigningOrder order,
        string folder,
        CancellationToken cancellationToken
    )
    {
        // Who signs looks at this machine's clock, whatever KSeF's says.
        var asked = time.GetUtcNow();
        var waiting = await sessions
            .Xades(order.Environment)
            .CreateRequestAsync(order.Context, order.SubjectType, cancellationToken);
        var deadline = asked + XadesSignIn.ChallengeLifetime;
        var record = SigningRecord.Of(order, waiting.Request, deadline, path: "");
        SigningFile.Create(
            folder,
            SigningFile.NameOf(order, deadline, time),
            waiting.Request,
            path =>
            {
                // Before the file is there: one that nobody remembers could never be answered.
                record = record with
                {
                    Path = path,
                };
                _records.Write(record);
            }
        );
        return record;
    }

    private async Task<SigningIssued> TryIssueAsync(
        SigningOrder order,
        string folder,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var record = await IssueAsync(order, folder, cancellationToken);
            return new SigningIssued(order, record.ToKsefSigningRequest(office.Path, time.GetUtcNow()), Error: null);
        }
        catch (Exception error) when (Faults.AreOfOneItem(error, cancellationToken))
        {
            return new SigningIssued(order, Request: null, error);
        }
    }
}
