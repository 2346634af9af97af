using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Import.Probing;

/// <summary>
/// Asks KSeF where the tokens of a file live that says no environment, for clients whose files say none either. An
/// environment is asked only where each one before it has said that it does not know the token.
/// </summary>
public sealed class EnvironmentProbe
{
    private readonly OfficeFolder _office;

    /// <summary>Asks what the office allows.</summary>
    /// <param name="office">Names the environments.</param>
    /// <param name="allowed">Where anything may be sent.</param>
    public EnvironmentProbe(OfficeFolder office, AllowedEnvironments allowed)
    {
        _office = office;
        Environments = ProbeOrder.Of(office, allowed);
    }

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<KsefEnvironment> Environments { get; }

    /// <summary>The office's limit.</summary>
    public int LoginsPerSecond => _office.Settings.Policy.Throttle.LoginsPerSecond;

    /// <summary>The tokens whose environment nothing says, each once.</summary>
    /// <param name="sheet">What was read.</param>
    /// <param name="cancellationToken">Ends the reading of the office's files.</param>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public IReadOnlyCollection<TokenText> Find(Spreadsheet sheet, CancellationToken cancellationToken) =>
        Questions(sheet, cancellationToken).Keys;

    /// <summary>The same file, with what KSeF said in its rows.</summary>
    /// <param name="sheet">What was read.</param>
    /// <param name="sessions">The door to KSeF.</param>
    /// <param name="progress">Told how many tokens of how many are done; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public async Task<Spreadsheet> RunAsync(
        Spreadsheet sheet,
        ClientSessions sessions,
        Action<int, int>? progress,
        CancellationToken cancellationToken
    )
    {
        var questions = Questions(sheet, cancellationToken);
        var answers = new Dictionary<TokenText, ProbedEnvironment>();
        var results = ResultStream.RunAsync(
            _ => questions.ToAsyncEnumerable(),
            _office.Settings.Policy.Throttle.Parallel,
            async (question, cancel) =>
                (question.Key, Answer: await AskAsync(question.Key, question.Value, sessions, cancel)),
            (question, fault) => (question.Key, Answer: Broken(fault)),
            cancellationToken
        );
        await foreach (var (token, answer) in results)
        {
            answers[token] = answer;
            progress?.Invoke(answers.Count, questions.Count);
        }
        return sheet with { Rows = [.. sheet.Rows.Select(row => With(row, answers))] };
    }

    private static ImportRow With(ImportRow row, Dictionary<TokenText, ProbedEnvironment> answers) =>
        row.Environment is null
        && TokenText.TryParse(row.Token, out var token)
        && answers.TryGetValue(token, out var answer)
            ? row with
            {
                Probed = answer,
                Environment = answer.Environment,
            }
            : row;

    /// <summary>What a refused row would be refused for anyway is asked nobody.</summary>
    private Dictionary<TokenText, ClientId> Questions(Spreadsheet sheet, CancellationToken cancellationToken)
    {
        var known = _office
            .Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(file => file.Nip)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var questions = new Dictionary<TokenText, ClientId>();
        foreach (var planned in RowChecks.Check(sheet.Rows, EndedTokens.Of(_office, cancellationToken)))
            if (
                // Another row of the client may say the environment for this one.
                planned is { Outcome: ImportOutcome.Imported, Token: { } token, Environment: null, Row.Nip: { } nip }
                && !known.Contains(nip.Nip.Value)
            )
                questions.TryAdd(token, nip);
        return questions;
    }

    private async Task<ProbedEnvironment> AskAsync(
        TokenText token,
        ClientId client,
        ClientSessions sessions,
        CancellationToken cancellationToken
    )
    {
        foreach (var environment in Environments)
            try
            {
                await sessions.OpenUnstoredAsync(environment, ContextIdentifier.Of(client), token, cancellationToken);
                return new ProbedEnvironment(environment.Name, IsDoubtful: false, ProbeSentences.SignedIn(environment));
            }
            catch (SignInException refusal)
            {
                if (OfRefusal(environment, refusal) is { } answer)
                    return answer;
            }
            catch (KsefApiException failure)
            {
                return NotAsked(environment, failure.Message);
            }
        return new ProbedEnvironment(null, IsDoubtful: true, ProbeSentences.Unknown(Environments));
    }

    /// <summary>Null where the environment does not know the token, so that the next one may be asked.</summary>
    private static ProbedEnvironment? OfRefusal(KsefEnvironment environment, SignInException refusal) =>
        Troubles.OutcomeOf(refusal) switch
        {
            SignInOutcome.Invalid => null,
            SignInOutcome.Unanswered or SignInOutcome.CertificateRefused => NotAsked(environment, refusal.Message),
            var outcome => new ProbedEnvironment(
                environment.Name,
                outcome is SignInOutcome.WrongContext,
                ProbeSentences.Known(environment, refusal.Message)
            ),
        };

    private static ProbedEnvironment NotAsked(KsefEnvironment environment, string why) =>
        new(null, IsDoubtful: false, ProbeSentences.NotAsked(environment, PlainText.Line(why)));

    private static ProbedEnvironment Broken(Exception fault) =>
        new(null, IsDoubtful: false, Troubles.Unexpected(fault));
}
